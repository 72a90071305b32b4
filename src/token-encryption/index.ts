export { readKeyFile } from './key-file.js';
export { SEALED_TOKEN, TokenCipher, type TokenPlace } from './token-cipher.js';
export { TokenEncryptionModule } from './token-encryption.module.js';
export { TokenKeyError } from './token-key-error.js';
