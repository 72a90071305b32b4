export { readTls, type TlsReading } from './read-tls.js';
export { renewTls } from './renew-tls.js';
export { TlsError } from './tls-error.js';
export { secureContextOptions, type TlsIdentity } from './tls-identity.js';
