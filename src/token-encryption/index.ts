export { findKeyFile, readKeyFile } from './key-file.js';
export { SEALED_TOKEN, TokenCipher, type TokenPlace } from './token-cipher.js';
export { TokenEncryptionModule } from './token-encryption.module.js';
export { TokenKeyError, UnknownKeyError } from './token-key-error.js';
