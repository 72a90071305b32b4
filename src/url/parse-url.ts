/**
 * @returns undefined for what is no absolute URL. Not by `URL.canParse`: in Node 20 and 22 it refuses hosts and paths such
 *   as `https://bücher.example` once it was called some thousand times (a fast path takes Latin-1 for UTF-8).
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
