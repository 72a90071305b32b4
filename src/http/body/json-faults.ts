/** Deep enough for every schema, and far from what could exhaust a stack. */
export const DEEPEST_NESTING = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** NUL, or half of a surrogate pair: PostgreSQL stores neither. */
const NOT_STORABLE = /[\0\p{Surrogate}]/u;
const WHITESPACE = ' \t\n\r';

/**
 * Whether brackets and braces nest deeper than allowed. Takes any text, JSON or not, so that it can be asked
 * before the text is parsed.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (char === QUOTE) index = endOfString(text, index);
    else if (char === OPEN_BRACKET || char === OPEN_BRACE) depth++;
    else if (char === CLOSE_BRACKET || char === CLOSE_BRACE) depth--;
    if (depth > DEEPEST_NESTING) return true;
  }
  return false;
}

/* eslint-disable @typescript-eslint/no-non-null-assertion -- valid JSON of at most that depth stays inside the list */
/**
 * What JSON allows and the registry does not: a member named twice in one object, and characters that can't
 * be stored.
 *
 * @param text - valid JSON, no deeper than `DEEPEST_NESTING`
 * @returns the first fault in words, if there is one
 */
export function findJsonFault(text: string): string | undefined {
  const membersByDepth = Array.from({ length: DEEPEST_NESTING + 1 }, () => new Set<string>());
  let members = membersByDepth[0]!;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      members = membersByDepth[++depth]!;
      if (members.size > 0) members.clear();
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
      members = membersByDepth[--depth]!;
    } else if (char === QUOTE) {
      const end = endOfString(text, index);
      const fault = findStringFault(text, index, end, members);
      if (fault !== undefined) return fault;
      index = end;
    }
  }
  return undefined;
}
/* eslint-enable @typescript-eslint/no-non-null-assertion */

function findStringFault(text: string, start: number, end: number, members: Set<string>): string | undefined {
  const isName = isFollowedByColon(text, end);
  const raw = text.slice(start, end + 1);
  const isEscaped = raw.includes('\\');
  const value = isEscaped && (isName || raw.includes('\\u')) ? (JSON.parse(raw) as string) : raw.slice(1, -1);
  if (isEscaped && NOT_STORABLE.test(value)) {
    return `The string at position ${start} holds U+0000, or half of a surrogate pair.`;
  }
  if (!isName) return undefined;
  if (members.has(value))
    return `The member ${JSON.stringify(shortened(value))} at position ${start} is there twice.`;
  members.add(value);
  return undefined;
}

/** The position of the closing quote; of a string that never ends, that of the end of the text. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscapedQuote(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** Quotes are escaped by an odd number of backslashes. */
function isEscapedQuote(text: string, quote: number): boolean {
  let first = quote;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (quote - first) % 2 === 1;
}

function isFollowedByColon(text: string, end: number): boolean {
  let next = end + 1;
  while (next < text.length && WHITESPACE.includes(text.charAt(next))) next++;
  return text.charCodeAt(next) === COLON;
}

function shortened(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}
