import { Readable } from 'node:stream';
import { OCHP } from './envelope/namespaces.js';
import { ENVELOPE_END, ENVELOPE_START } from './envelope/soap-fault.js';
import type { Operation, Reply } from './operations/operation.js';
import { resultElement } from './results/result.js';

/** Up to so many characters an answer is put together before it is sent, so that what fails by then is told as a result. */
const LONGEST_WHOLE = 1_000_000;

/**
 * An answer in its envelope: a text, or, where it is long, a stream that is made as fast as the caller reads it. What
 * fails in a stream ends the connection: the caller sees a document that breaks off, and asks again.
 */
export async function writeResponse(
  { name, namespace }: Operation,
  { result, content }: Reply,
): Promise<string | Readable> {
  const [declarations, prefix] =
    namespace === OCHP
      ? ([`xmlns="${OCHP}"`, ''] as const)
      : ([`xmlns="${namespace}" xmlns:ochp="${OCHP}"`, 'ochp:'] as const);
  const start = `${ENVELOPE_START}<${name}Response ${declarations}>${resultElement(result, prefix)}`;
  const end = `</${name}Response>${ENVELOPE_END}`;
  if (!content) return start + end;
  const source = content[Symbol.asyncIterator]();
  let text = start;
  while (text.length < LONGEST_WHOLE) {
    const next = await source.next();
    if (next.done) return text + end;
    text += next.value;
  }
  return Readable.from(withRest(text, source, end));
}

async function* withRest(text: string, source: AsyncIterator<string>, end: string): AsyncGenerator<string> {
  yield text;
  yield* { [Symbol.asyncIterator]: () => source };
  yield end;
}
