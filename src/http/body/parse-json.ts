import { parse } from 'lossless-json';
import { HttpError } from '../problem-details/index.js';
import { DEEPEST_NESTING, findJsonFault, isTooDeep } from './json-faults.js';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads bytes as strict JSON: UTF-8 (a byte order mark is let pass), not nested too deeply, no member twice,
 * no text that PostgreSQL can't store. `__proto__` comes out as an ordinary member.
 *
 * @throws HttpError `malformed-body`
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  if (isTooDeep(text)) throw malformed(`The body is nested deeper than ${DEEPEST_NESTING} levels.`);
  const value = parseText(text);
  const fault = findJsonFault(text);
  if (fault !== undefined) throw malformed(fault);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw malformed('The body is not UTF-8.');
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(`The body is not JSON${position(text)}.`);
  }
}

/**
 * Where the text stops being JSON. `JSON.parse` does not always say, and what it says quotes the text, which
 * may hold secrets. lossless-json does say; it could not be used for more, as it takes a repeated member with
 * an equal value, and recurses.
 */
function position(text: string): string {
  try {
    parse(text, undefined, Number);
    return '';
  } catch (error) {
    const found = /at position (\d+)$/.exec(error instanceof Error ? error.message : '');
    return found ? `: see position ${found[1]}` : '';
  }
}

function malformed(detail: string): HttpError {
  return new HttpError('malformed-body', detail);
}
