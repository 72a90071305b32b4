import type { Service } from './service.js';
import { SOAP_PATH } from './soap/index.js';
import type { DataPlace } from './storage.js';

/**
 * What the user sees when the service has started: addresses that can be opened as they are; with the admin secret the one time
 * that it is known.
 */
export function welcome({ address, workers, newAdminSecret, data }: Service): string {
  // No program can open the address that stands for all.
  const at = address.replace('//[::]', '//[::1]');
  const lines = [
    'OCHP-direct registry',
    `  Documentation  ${at}/docs`,
    `  JSON schemas   ${at}/v1/schemas`,
    `  WSDL           ${at}${SOAP_PATH}?wsdl`,
  ];
  if (workers > 1) lines.push(`  Workers        ${workers}`);
  if (data) lines.push(`  Data           ${describe(data)}`);
  if (newAdminSecret !== undefined)
    lines.push(`  Admin secret   ${newAdminSecret}   (user: admin)`, '', ONLY_ONCE);
  return `${lines.join('\n')}\n\n`;
}

function describe({ directory, insteadOf }: DataPlace): string {
  return insteadOf === undefined ? directory : `${directory} (PostgreSQL cannot reach ${insteadOf})`;
}

const ONLY_ONCE = 'Keep the admin secret: it is shown this once, and only its digest is stored.';
