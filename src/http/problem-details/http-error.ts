/** Why a request is refused, or fails, before or beside the domain. */
export type HttpErrorCode =
  /** The request line, a header or the URL is not well-formed HTTP. */
  | 'malformed-request'
  /** The body is not the strict JSON that the registry takes. */
  | 'malformed-body'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'method-not-allowed'
  | 'request-timeout'
  | 'uri-too-long'
  | 'headers-too-large'
  /** The database cannot answer now, or the service is stopping. */
  | 'unavailable'
  /** A fault of the service. */
  | 'internal';

/** An error that HTTP itself gives rise to. `message` reaches the caller, so it never quotes a secret. */
export class HttpError extends Error {
  constructor(
    readonly code: HttpErrorCode,
    message: string,
    /** Response headers that this one answer needs, such as `Allow`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'HttpError';
  }
}
