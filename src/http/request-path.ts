/**
 * The path of a request target without its query string, which may hold what only the caller should know, and without
 * scheme and authority, where a target may bring credentials along.
 */
export function pathOf(url: string | undefined): string {
  return (url ?? '').replace(/[?#].*$/s, '').replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]*/, '');
}
