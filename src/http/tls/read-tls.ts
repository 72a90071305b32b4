import { readFileSync, statSync } from 'node:fs';
import type { TlsFiles } from '../../configuration/index.js';
import { checkUse, parseCertificate, parseKey, type PemFile } from './pem-file.js';
import { TlsError } from './tls-error.js';
import type { TlsIdentity } from './tls-identity.js';

/** The files as they are now. */
export interface TlsReading {
  readonly files: TlsFiles;
  readonly identity: TlsIdentity;
  /** ISO 8601. */
  readonly validUntil: string;
  /** What is not as it should be, though the files can be used; a line each. */
  readonly warnings: readonly string[];
}

const READABLE_BY_EVERYBODY = 0o004;

/**
 * Reads both files and finds out whether a server can run on them, so that nobody is shown a certificate that does not
 * work. Both at once, not to be overtaken by another reading.
 * @throws TlsError
 */
export function readTls(files: TlsFiles): TlsReading {
  const { certificateFile, keyFile } = files;
  const certificate = read('TLS_CERTIFICATE', certificateFile);
  const key = read('TLS_KEY', keyFile);
  const leaf = parseCertificate(certificate);
  if (!leaf.checkPrivateKey(parseKey(key)))
    throw new TlsError(
      `TLS_KEY: the key in ${keyFile} does not fit the first certificate in ${certificateFile} (TLS_CERTIFICATE).`,
    );
  const identity = { certificate: certificate.text, key: key.text };
  checkUse(identity, certificate);
  const validUntil = new Date(leaf.validTo).toISOString();
  const warnings = [...warningsOfValidity(certificate, leaf), ...warningsOfAccess(key)];
  return { files, identity, validUntil, warnings };
}

function read(variable: string, path: string): PemFile {
  try {
    return { variable, path, mode: statSync(path).mode, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new TlsError(`${variable}: cannot read ${path} (${code}).`);
  }
}

function warningsOfValidity(
  { variable, path }: PemFile,
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string },
): string[] {
  const [from, to] = [new Date(validFrom), new Date(validTo)];
  if (to.getTime() < Date.now())
    return [`${variable}: the certificate in ${path} expired at ${to.toISOString()}.`];
  if (from.getTime() > Date.now())
    return [`${variable}: the certificate in ${path} is not valid before ${from.toISOString()}.`];
  return [];
}

function warningsOfAccess({ variable, path, mode }: PemFile): string[] {
  return (mode & READABLE_BY_EVERYBODY) !== 0
    ? [`${variable}: every user of this machine can read ${path}.`]
    : [];
}
