import { Readable } from 'node:stream';
import { OCHP } from './envelope/namespaces.js';
import { ENVELOPE_END, ENVELOPE_START } from './envelope/soap-fault.js';
import { inTurns, type TakeTurn } from './in-turns.js';
import type { Operation, Reply } from './operations/operation.js';
import { type Result, resultElement } from './results/result.js';

/** Up to so many characters an answer is put together before it is sent, so that what fails by then is told as a result. */
const LONGEST_WHOLE = 1_000_000;

/**
 * An answer in its envelope: a text, or, where it is long, a stream that is made as fast as the caller reads it. What
 * fails in a stream ends the connection: the caller sees a document that breaks off, and asks again.
 * @param takeTurn for what is made once the sending has begun
 */
export async function writeResponse(
  operation: Operation,
  { result, content }: Reply,
  takeTurn: TakeTurn,
): Promise<string | Readable> {
  const { start, end } = frameOf(operation, result);
  if (!content) return start + end;
  const source = content[Symbol.asyncIterator]();
  let text = start;
  while (text.length < LONGEST_WHOLE) {
    const next = await source.next();
    if (next.done) return text + end;
    text += next.value;
  }
  return Readable.from(withRest(text, inTurns(source, takeTurn), end));
}

/** An answer that says how an operation ended, and nothing else. */
export function writeResult(operation: Operation, result: Result): string {
  const { start, end } = frameOf(operation, result);
  return start + end;
}

function frameOf({ name, namespace }: Operation, result: Result): { start: string; end: string } {
  const [declarations, prefix] =
    namespace === OCHP
      ? ([`xmlns="${OCHP}"`, ''] as const)
      : ([`xmlns="${namespace}" xmlns:ochp="${OCHP}"`, 'ochp:'] as const);
  return {
    start: `${ENVELOPE_START}<${name}Response ${declarations}>${resultElement(result, prefix)}`,
    end: `</${name}Response>${ENVELOPE_END}`,
  };
}

async function* withRest(text: string, rest: AsyncGenerator<string>, end: string): AsyncGenerator<string> {
  yield text;
  yield* rest;
  yield end;
}
