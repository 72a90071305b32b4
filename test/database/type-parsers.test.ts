import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../environment/index.js';
import { parseTextArray, TYPE_PARSERS } from '../../src/database/type-parsers.js';

/** What PostgreSQL would have to quote, and what looks like a part of the notation. */
const element = fc.oneof(
  fc.stringMatching(/^[A-Z0-9*]{1,12}%?$/),
  fc.constantFrom('', ',', '{', '}', '{}', '"', '\\', 'NULL', 'null', 'ANNULLED', ' ', 'ä', '%'),
  fc.string().filter((text) => !text.includes('\0')),
  fc.constant(null),
);

describe('Lists of text', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase({ empty: true });
    client = new pg.Client({ connectionString: database.url, types: TYPE_PARSERS });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('are read as they were written', async () => {
    const property = fc.asyncProperty(fc.array(element), async (list) => {
      const { rows } = await client.query('SELECT $1::text[] AS list', [list]);
      expect(rows).toEqual([{ list }]);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it('are read as pg reads them, whatever their form', () => {
    const nested = '{{A,B},{C,D}}';
    expect(parseTextArray(nested)).toEqual([
      ['A', 'B'],
      ['C', 'D'],
    ]);
  });
});
