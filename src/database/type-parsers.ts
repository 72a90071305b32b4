import pg from 'pg';

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- `text[]`, which pg's list of types leaves out
const TEXT_ARRAY = 1009 as TypeId;
const parseAnyArray = pg.types.getTypeParser(TEXT_ARRAY, 'text') as (text: string) => unknown;

/**
 * Lists of patterns, a page of which may hold a hundred thousand: pg's own parser goes through them character by
 * character, which took most of the time of a page.
 */
export function parseTextArray(text: string): unknown {
  return isPlain(text) ? text.slice(1, -1).split(',') : parseAnyArray(text);
}

/** Nothing in it is quoted, nested or null, and there is something. Each of these looks is as fast as memory is read. */
function isPlain(text: string): boolean {
  const isQuoted = text.includes('"') || text.includes('\\');
  return !isQuoted && text.lastIndexOf('{') === 0 && text !== '{}' && !text.includes('NULL');
}

/** Revisions come as `bigint`, which pg reads as text; they fit a number exactly (see `Revision`). */
export const TYPE_PARSERS = {
  getTypeParser(type: TypeId, format?: 'text' | 'binary'): unknown {
    if (type === pg.types.builtins.INT8) return Number;
    if (type === TEXT_ARRAY && format !== 'binary') return parseTextArray;
    return pg.types.getTypeParser(type, format);
  },
};
