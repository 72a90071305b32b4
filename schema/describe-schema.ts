import pg from 'pg';
import { DESCRIBED, UNDESCRIBED } from './catalogue.js';

const HEAD = `-- The schema that the migrations make, for reading: \`npm run schema\` writes it anew, and a test holds it against them.
-- Nothing runs it in production: the service migrates its database by itself.

SET check_function_bodies = off;
`;

/**
 * SQL that makes the schema of a database, the same for the same schema; rows are no part of it.
 * @throws Error where there is something that would be left out
 */
export async function describeSchema(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: others } = await client.query<{ name: string }>(UNDESCRIBED);
    if (others.length > 0)
      throw new Error(
        `Teach schema/catalogue.ts what these are: ${others.map(({ name }) => name).join(', ')}`,
      );
    const paragraphs: string[] = [HEAD];
    for (const query of DESCRIBED) {
      const { rows } = await client.query<{ statement: string }>(query);
      paragraphs.push(...rows.map(({ statement }) => `${statement}\n`));
    }
    return paragraphs.join('\n');
  } finally {
    await client.end();
  }
}
