import type { SealedCounts } from '../backend-definitions/index.js';
import type { AddCommand } from './context.js';
import { EXIT } from './exit-code.js';

/** Encrypts access tokens anew after the key was changed. */
export const addRotateKeys: AddCommand = (program, context) => {
  program
    .command('rotate-keys')
    .description('encrypt all access tokens in the database with the first of the keys')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Works on DATABASE_URL with TOKEN_KEYS, or on DATA_DIR with the keys in its file token-keys. The service may run meanwhile.

The order matters: an instance that does not know the new key answers 503 for tokens that are under it, and is not ready.
  1. Start all instances with the new key behind the old one.
  2. Start all instances with the new key first, before the old one.
  3. Run this. It ends with 1 if something was written under another key while it ran, and can't see what is written so
     afterwards: run too early, run it again after step 2.
  4. Take the old key away after this has told that it is through.

Example:
  $ TOKEN_KEYS=key-2:…,key-1:… ochp-direct-registry rotate-keys`,
    )
    .action(async ({ json }: { json?: true }) => {
      const { requireTokenKeys } = await import('../configuration/index.js');
      const { rotateKeys } = await import('../backend-definitions/index.js');
      const { readKeyFile } = await import('../token-encryption/index.js');
      const { withDatabase } = await import('./database-of.js');
      const configuration = await context.configuration();
      requireTokenKeys(configuration);
      const counts = await withDatabase(configuration, async (dataSource, directory) => {
        const keys = configuration.tokenKeys ?? (await readKeyFile(directory ?? configuration.dataDirectory));
        const onProgress = ({ versions }: { versions: number }) =>
          context.output.note(`${versions} versions so far`);
        return rotateKeys(dataSource, configuration, keys, { onProgress });
      });
      if (json) context.output.printJson(counts);
      else context.output.print(inWords(counts));
      if (counts.unreadable + counts.writtenMeanwhile > 0) context.exitCode = EXIT.failed;
    });
};

function inWords({ versions, unreadable, writtenMeanwhile }: SealedCounts): string {
  const done = `encrypted anew: the tokens of ${versions} ${versions === 1 ? 'version' : 'versions'} of definitions.`;
  if (unreadable + writtenMeanwhile === 0) return `All is under the first key; ${done}`;
  return [
    `Not through yet; ${done}`,
    ...(unreadable > 0 ? [`Those of ${unreadable} can't be decrypted, and stay as they are.`] : []),
    ...(writtenMeanwhile > 0
      ? [
          `${writtenMeanwhile} were written under another key meanwhile: an instance has another first key. ` +
            'Start all with this one first, then run this again, and keep the old key until then.',
        ]
      : []),
  ].join('\n');
}
