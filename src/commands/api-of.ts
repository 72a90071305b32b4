import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CommandContext } from './context.js';
import { CommandFailure, UsageError } from './exit-code.js';
import { RegistryApi } from './registry-api.js';

export interface ApiOptions {
  readonly url?: string;
  readonly secretFile?: string;
}

/** What goes into an `Authorization` header as it is. */
const SECRET = /^[\w.~+/-]+=*$/;

/** The options of every command that speaks to the running registry. A secret is none: arguments show in lists of processes. */
export function withApiOptions(command: Command): Command {
  return command
    .option(
      '--url <address>',
      'where the registry is (REGISTRY_URL; by default this machine, at PORT, by https if TLS_CERTIFICATE is set)',
    )
    .option('--secret-file <file>', 'holds the admin secret (by default, that is in ADMIN_SECRET)');
}

/** @throws UsageError, CommandFailure, EnvironmentError with a line for the user */
export async function apiOf(context: CommandContext, { url, secretFile }: ApiOptions): Promise<RegistryApi> {
  const { isRegistryUrl, REGISTRY_URL_RULE } = await import('../configuration/index.js');
  if (url !== undefined && !isRegistryUrl(url)) throw new UsageError(`--url ${REGISTRY_URL_RULE}.`);
  const { registryUrl, port, tls, adminSecret } = await context.configuration();
  const address = url ?? registryUrl ?? `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return new RegistryApi(address.replace(/\/$/, ''), await secretOf(adminSecret, secretFile));
}

async function secretOf(configured: string | undefined, file: string | undefined): Promise<string> {
  if (file === undefined) {
    if (configured !== undefined) return configured;
    throw new CommandFailure(
      'Set ADMIN_SECRET to the admin secret, or name a file that holds it by --secret-file.',
    );
  }
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CommandFailure(`The secret can't be read: ${(error as Error).message}`);
  });
  if (SECRET.test(text.trim())) return text.trim();
  throw new CommandFailure(`${file} does not hold an admin secret, and nothing else, in one line.`);
}
