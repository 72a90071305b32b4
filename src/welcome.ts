import type { Service } from './service.js';

/** What the user sees when the service has started; with the admin secret the one time that it is known. */
export function welcome({ address, newAdminSecret, dataDirectory }: Service): string {
  const lines = ['OCHP-direct registry', `  API            ${address}/v1`, `  Documentation  ${address}/docs`];
  if (dataDirectory !== undefined) lines.push(`  Data           ${dataDirectory}`);
  if (newAdminSecret !== undefined) lines.push(`  Admin secret   ${newAdminSecret}`, '', ONLY_ONCE);
  return `${lines.join('\n')}\n\n`;
}

const ONLY_ONCE = 'Keep the admin secret: it is shown this once, and only its digest is stored.';
