import type { SecureContextOptions } from 'node:tls';

/** What the server proves by who it is. */
export interface TlsIdentity {
  /** The server's certificate, and after it those of the authorities between it and the root, in PEM. */
  readonly certificate: string;
  /** Its private key, in PEM. */
  readonly key: string;
}

/**
 * Mozilla's "intermediate" list: forward secrecy and authenticated encryption only. The first three are all that there
 * is in TLS 1.3; clients of the last ten years have some of the others in TLS 1.2.
 */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** All that decides how connections are encrypted: Node forgets, with a new certificate, what is not said again. */
export function secureContextOptions({ certificate, key }: TlsIdentity): SecureContextOptions {
  // All are sound, so the client may take the one that its hardware is best at.
  return { cert: certificate, key, minVersion: 'TLSv1.2', ciphers: CIPHERS, honorCipherOrder: false };
}
