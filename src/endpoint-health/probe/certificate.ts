import type { TLSSocket } from 'node:tls';
import type { Outcome } from './outcome.js';

/** Until when the certificate that the server showed is valid. */
export function expiryOf(socket: TLSSocket): Date | undefined {
  const { valid_to: text } = socket.getPeerCertificate() as { valid_to?: string };
  const expiry = new Date(text ?? NaN);
  return Number.isNaN(expiry.getTime()) ? undefined : expiry;
}

/** Why the certificate does not hold; undefined where it does. */
export function whyNotTrusted(socket: TLSSocket): Outcome | undefined {
  if (socket.authorized) return undefined;
  // Node has the code here, and not an error, whatever its types say.
  return REASONS[String(socket.authorizationError)] ?? 'certificate-invalid';
}

/** OpenSSL's and Node's words. */
const REASONS: Readonly<Record<string, Outcome>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown-issuer',
};
