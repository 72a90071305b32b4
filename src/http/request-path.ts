/** The path of a request target without its query string, which may hold what only the caller should know. */
export function pathOf(url: string | undefined): string {
  return (url ?? '').replace(/[?#].*$/s, '');
}
