import { createHash } from 'node:crypto';
import { Sabotage } from '../contract/sabotage.js';

/** Every row of every table as text, as a dump of the database has them. */
export async function dumpOf(databaseUrl: string): Promise<string> {
  const database = await Sabotage.of(databaseUrl);
  try {
    return [...(await database.everyRow()).values()].join('\n');
  } finally {
    await database.end();
  }
}

/** Which of the tokens a text gives away: as they are, encoded, or by a digest that anybody can make of a guess. */
export function givenAway(text: string, accessTokens: readonly string[]): string[] {
  return accessTokens.filter((token) => tracesOf(token).some((trace) => text.includes(trace)));
}

function tracesOf(token: string): string[] {
  const digests = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'blake2b512'].map(
    (algorithm) => createHash(algorithm).update(token).digest(),
  );
  const encoded = [Buffer.from(token), ...digests].flatMap((bytes) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) => bytes.toString(encoding).replace(/=+$/, '')),
  );
  return [token, JSON.stringify(token).slice(1, -1), ...encoded];
}
