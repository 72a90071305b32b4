import { jest } from '@jest/globals';
import pg from 'pg';

/** A statement as it was sent to PostgreSQL. */
export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A node of a plan, as `EXPLAIN (FORMAT JSON)` tells it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  /** Of each loop; only where the statement was executed. */
  readonly 'Actual Rows'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Actual Loops'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The queries that this process sends meanwhile, whichever way. */
export async function queriesDuring(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const query = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    const calls = query.mock.calls as unknown[][];
    const sent = calls.map(([first, values]) =>
      typeof first === 'string' ? { text: first, values } : first,
    );
    return (sent as Partial<SentStatement>[])
      .map(({ text = '', values = [] }) => ({ text, values }))
      .filter(({ text }) => /^\s*(SELECT|WITH)\b/.test(text));
  } finally {
    query.mockRestore();
  }
}

/** The plans that PostgreSQL may run a prepared statement by: the one for all values, and the one for these. */
export async function plansOf(client: pg.Client, { text, values }: SentStatement): Promise<PlanNode[][]> {
  const generic = await client.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
  const custom = await client.query(`EXPLAIN (FORMAT JSON) ${text}`, [...values]);
  return [generic, custom].map(({ rows }) => nodesOf(rows));
}

/** The nodes of the plan for these values, with what each of them came to. */
export async function execute(client: pg.Client, { text, values }: SentStatement): Promise<PlanNode[]> {
  const { rows } = await client.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, [...values]);
  return nodesOf(rows);
}

function nodesOf([row]: { 'QUERY PLAN': [{ Plan: PlanNode }] }[]): PlanNode[] {
  const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  return row ? flat(row['QUERY PLAN'][0].Plan) : [];
}
