const text = { type: 'string' as const };

/** The response headers that a client may want to read. */
export const HEADERS = {
  ETag: { description: 'names this state of the answer; send it as `If-None-Match` next time', schema: text },
  Location: { description: 'the path of what was made', schema: text },
  'Retry-After': { description: 'after how many seconds to try again', schema: text },
  RateLimit: { description: 'what is left of the quota, and for how many seconds', schema: text },
  'RateLimit-Policy': { description: 'the quota', schema: text },
  'WWW-Authenticate': { description: 'twice: Basic and Bearer, either will do', schema: text },
};

export type HeaderName = keyof typeof HEADERS;

export function headersNamed(...names: HeaderName[]) {
  return { headers: Object.fromEntries(names.map((name) => [name, HEADERS[name]])) };
}

/** The headers that come with problems of a status. */
export function problemHeaders(status: number) {
  if (status === 401) return headersNamed('WWW-Authenticate');
  if (status === 429) return headersNamed('Retry-After', 'RateLimit', 'RateLimit-Policy');
  return status === 503 ? headersNamed('Retry-After') : {};
}
