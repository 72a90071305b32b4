import type { Service } from './service.js';
import { SOAP_PATH } from './soap/index.js';
import type { DataPlace } from './storage.js';

type Started = Pick<Service, 'address' | 'metricsAddress' | 'workers' | 'newAdminSecret' | 'data'>;

/**
 * What the user sees at a terminal when the service has started: addresses that can be opened as they are; with the
 * admin secret the one time that it is known.
 */
export function welcome(service: Started): string {
  const { documentation, jsonSchemas, wsdl, metrics, workers, data, adminSecret } = startFields(service);
  const lines = [
    'OCHP-direct registry',
    `  Documentation  ${documentation}`,
    `  JSON schemas   ${jsonSchemas}`,
    `  WSDL           ${wsdl}`,
  ];
  if (metrics !== undefined) lines.push(`  Metrics        ${metrics}`);
  if (workers !== undefined) lines.push(`  Workers        ${workers}`);
  if (data !== undefined) lines.push(`  Data           ${data}`);
  if (adminSecret !== undefined) lines.push(`  Admin secret   ${adminSecret}   (user: admin)`, '', ONLY_ONCE);
  return `${lines.join('\n')}\n\n`;
}

/** The same for a log: the fields of its line, and the message. */
export function startLine(service: Started): [fields: object, message: string] {
  const fields = startFields(service);
  const message = 'The service has started';
  return [fields, fields.adminSecret === undefined ? message : `${message}. ${ONLY_ONCE}`];
}

function startFields({ address, metricsAddress, workers, newAdminSecret, data }: Started) {
  // No program can open the address that stands for all.
  const at = address.replace('//[::]', '//[::1]');
  return {
    documentation: `${at}/docs`,
    jsonSchemas: `${at}/v1/schemas`,
    wsdl: `${at}${SOAP_PATH}?wsdl`,
    metrics: metricsAddress,
    workers: workers > 1 ? workers : undefined,
    data: data && describe(data),
    adminSecret: newAdminSecret,
  };
}

function describe({ directory, insteadOf }: DataPlace): string {
  return insteadOf === undefined ? directory : `${directory} (PostgreSQL cannot reach ${insteadOf})`;
}

const ONLY_ONCE = 'Keep the admin secret: it is shown this once, and only its digest is stored.';
