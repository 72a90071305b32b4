/** In characters: enough to be worth a turn. A definition alone may take some more, and nothing takes much more. */
const LONG_ENOUGH = 64 * 1024;

/** The same text in pieces: all of a page at once could be hundreds of megabytes. */
export function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < LONG_ENOUGH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
