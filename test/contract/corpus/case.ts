/** A body and what is to be said of it: which places of it are bad, by JSON pointer, if any. */
export interface Case {
  readonly name: string;
  readonly body: unknown;
  readonly bad: readonly string[];
}

export const good = (name: string, body: unknown): Case => ({ name, body, bad: [] });
export const bad = (name: string, body: unknown, ...pointers: string[]): Case => ({
  name,
  body,
  bad: pointers,
});

/** The same field with each of these values. */
export function each(
  verdict: (name: string, body: unknown, ...pointers: string[]) => Case,
  field: string,
  values: readonly string[],
  bodyWith: (value: string) => unknown,
  ...pointers: string[]
): Case[] {
  return values.map((value) => verdict(`${field} ${shown(value)}`, bodyWith(value), ...pointers));
}

export function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 50 ? `${text.slice(0, 40)}… (${text.length})` : text;
}

/** `count` characters of text that is no shorter in UTF-16: each is one character and two code units. */
export const astral = (count: number): string => '😀'.repeat(count);
