import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram } from './run-program.js';
import type { ServerAccount } from './server-account.js';

const NAME = 'postgres';

/**
 * The system user `postgres`, made if missing. It must be a user with a name: initdb looks its own up and
 * fails for a bare number.
 */
export async function findServerAccount(): Promise<ServerAccount> {
  const account = (await lookUp()) ?? (await create());
  if (account) return account;
  throw new EmbeddedPostgresError(
    `PostgreSQL refuses to run as root, and there is no user ${NAME} to run it as: create one ` +
      `(useradd --system ${NAME}), or start the registry as an ordinary user, or set DATABASE_URL`,
  );
}

async function lookUp(): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([runProgram('id', ['-u', NAME]), runProgram('id', ['-g', NAME])]);
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}

/** Failures do not matter: another service may have made the user in the meantime. */
async function create(): Promise<ServerAccount | undefined> {
  await runProgram('groupadd', ['--system', '--force', NAME]).catch(() => {});
  await runProgram('useradd', ['--system', '--gid', NAME, '--no-create-home', NAME]).catch(() => {});
  return lookUp();
}
