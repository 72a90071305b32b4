/** What came of a probe. Stable: clients and rows in the database have these words. */
export const OUTCOMES = [
  /** The server speaks TLS with a certificate that holds, and answered by HTTP, with whatever status. */
  'answered',
  /** No address can be made of the URL, for instance since its port is no port. */
  'url-unusable',
  'name-not-resolved',
  /** It is, or its name stands for, an address that is not public, and that the settings do not allow. */
  'address-not-permitted',
  'connection-refused',
  /** No connection came about for another reason, such as that there is no route. */
  'connection-failed',
  /** The handshake failed: no TLS is spoken there, or none from 1.2 on. */
  'tls-failed',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-wrong-name',
  'certificate-self-signed',
  'certificate-unknown-issuer',
  'certificate-invalid',
  /** The certificate holds, but what came over the connection is no HTTP answer, or is too large for one. */
  'no-http-answer',
  'timed-out',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The one outcome that is good. */
export const REACHABLE = 'answered' satisfies Outcome;

/** What a probe found. */
export interface Finding {
  readonly outcome: Outcome;
  /** Of the certificate that the server showed, whether or not it holds. */
  readonly certificateExpiresAt?: Date;
}

/** Ends a probe with what it found. */
export class ProbeFailure extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome);
  }
}
