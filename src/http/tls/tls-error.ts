/** The TLS files cannot be used; the message is one line that names the variable and the file, and nothing they hold. */
export class TlsError extends Error {}
