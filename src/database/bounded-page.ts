/**
 * How many bytes of entries a page may hold, beside its limit of them; it has one entry at least. Entries may be large,
 * and a page is held in memory several times over while it is answered.
 */
const MOST_BYTES = 2 * 1024 * 1024;

/** What comes with each row of a bounded page: how many rows there would have been. */
export interface Bounded {
  readonly found: number;
}

/**
 * SQL of the beginning of a page that is not too large. What is cut off is never read from its table.
 * @param page SQL of up to one row more than the limit, with a column `size`
 * @param order the columns that the page is ordered by
 */
export function boundedPage(page: string, order: string): string {
  return `
    SELECT * FROM (
      SELECT page.*, count(*) OVER () AS found, sum(size) OVER (ORDER BY ${order}) - size AS bytes_before
      FROM (${page}) page
    ) cut
    WHERE bytes_before IS NULL OR bytes_before < ${MOST_BYTES}
    ORDER BY ${order}`;
}

/** The rows that make up the page, and whether there are more behind them. */
export function cutPage<T extends Bounded>(
  records: readonly T[],
  limit: number,
): { rows: T[]; hasMore: boolean } {
  const rows = records.slice(0, limit);
  return { rows, hasMore: rows.length > 0 && Number(records[0]?.found) > rows.length };
}
