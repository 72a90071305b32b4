import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { TlsError } from './tls-error.js';
import { secureContextOptions, type TlsIdentity } from './tls-identity.js';

/** A file that was read, and the variable that names it. */
export interface PemFile {
  readonly variable: string;
  readonly path: string;
  /** The bits of its permissions. */
  readonly mode: number;
  readonly text: string;
}

/**
 * @returns the first certificate of the file, which is the server's own
 * @throws TlsError
 */
export function parseCertificate({ variable, path, text }: PemFile): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new TlsError(`${variable}: ${path} holds no certificate in PEM.`);
  }
}

/** @throws TlsError which tells nothing of what is in the file */
export function parseKey({ variable, path, text }: PemFile): KeyObject {
  // Both forms of PEM that there are say so in clear.
  if (text.includes('ENCRYPTED'))
    throw new TlsError(`${variable}: the key in ${path} has a passphrase; store it without one.`);
  try {
    return createPrivateKey(text);
  } catch {
    throw new TlsError(`${variable}: ${path} holds no private key in PEM.`);
  }
}

/**
 * What no single file shows: certificates behind the first that are none, keys that OpenSSL finds too short.
 * @throws TlsError
 */
export function checkUse(identity: TlsIdentity, { variable, path }: PemFile): void {
  try {
    createSecureContext(secureContextOptions(identity));
  } catch (error) {
    const { reason, code = 'unknown error' } = error as { reason?: string; code?: string };
    throw new TlsError(`${variable}: ${path} and its key cannot be used (${reason ?? code}).`);
  }
}
