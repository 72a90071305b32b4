import { OPEN } from '../database/index.js';
import { inEachTable, intervalPlace } from './interval-tables.js';
import { type Invariant, PRESENT } from './invariant.js';

/** What the feed takes for granted of the intervals that it reads. */
export const INTERVAL_INVARIANTS: readonly Invariant[] = [
  {
    name: 'interval-order',
    rule: 'An interval begins before it ends.',
    violations: inEachTable(
      (of) => `
        SELECT ${intervalPlace(of)} AS place, 'ends no later than it begins' AS detail
        FROM ${of.table} WHERE revision_from >= revision_to`,
    ),
  },
  {
    name: 'interval-overlap',
    rule: 'Of one identity, intervals do not overlap.',
    violations: inEachTable(
      (of) => `
        SELECT ${intervalPlace(of)} AS place, format('begins within one that ends at %s', covered_to) AS detail
        FROM (
          SELECT *, max(revision_to) FILTER (WHERE revision_from < revision_to) OVER (
            PARTITION BY ${of.identity.join()} ORDER BY revision_from
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered_to
          FROM ${of.table}
        ) ordered
        WHERE revision_from < covered_to AND NOT (revision_to = ${OPEN} AND covered_to = ${OPEN})`,
    ),
  },
  {
    name: 'interval-open-once',
    rule: 'Of one identity, one interval at most is open.',
    violations: inEachTable(
      (of) => `
        SELECT format('${of.table} %s', concat_ws(' ', ${of.identity.join()})) AS place,
          format('has %s open intervals', count(*)) AS detail
        FROM ${of.table} WHERE revision_to = ${OPEN} GROUP BY ${of.identity.join()} HAVING count(*) > 1`,
    ),
  },
  {
    name: 'interval-bounds',
    rule: 'No interval begins or ends after the present.',
    violations: inEachTable(
      (of) => `
        SELECT ${intervalPlace(of)} AS place, format('has a bound after the present, %s', ${PRESENT}) AS detail
        FROM ${of.table}
        WHERE revision_from > ${PRESENT} OR (revision_to > ${PRESENT} AND revision_to <> ${OPEN})`,
    ),
  },
];
