import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { TlsFiles } from '../../src/configuration/index.js';
import { makeCertificate, storeCertificate } from '../../src/http/tls/certificates.fixture.js';
import type { TlsIdentity } from '../../src/http/tls/index.js';
import { healthCheck } from '../deployment/files.js';
import { createTestDatabase, type TestDatabase } from '../environment/index.js';
import { openByTls, shownCertificate, statusByTls } from './by-tls.js';
import { until } from './left-over-server.js';
import { makeScratchDirectory, type ScratchDirectory } from './scratch-directory.js';
import { killServices, ServiceProcess, TOKEN_KEYS } from './service-process.js';

let scratch: ScratchDirectory;
let database: TestDatabase;
let identity: TlsIdentity;
let files: TlsFiles;

beforeAll(async () => {
  scratch = await makeScratchDirectory();
  database = await createTestDatabase();
  identity = await makeCertificate();
});
afterEach(killServices);
afterAll(async () => {
  await database.drop();
  await scratch.remove();
});

/** How the service is set up to speak TLS with the first certificate. */
async function settings(others: Readonly<Record<string, string>> = {}) {
  files = await storeCertificate(scratch.path, identity);
  const tls = { TLS_CERTIFICATE: files.certificateFile, TLS_KEY: files.keyFile };
  const environment = { DATABASE_URL: database.url, TOKEN_KEYS, ...tls, ...others };
  return { directory: scratch.path, environment, detached: true };
}

/** The code with which the image's health check ends, on such a service. */
async function healthOf({ address }: ServiceProcess, environment: Record<string, string>): Promise<unknown> {
  const [program = '', ...rest] = healthCheck();
  const { port } = new URL(address);
  const env = { PATH: process.env.PATH, ...environment, PORT: port };
  const [code] = await once(spawn(program, rest, { env, stdio: 'ignore' }), 'close');
  return code;
}

const printedAddresses = ({ startLine }: ServiceProcess) =>
  Object.values(startLine).filter((value) => /^https?:/.test(String(value)));

describe('A service that speaks TLS itself', () => {
  it('prints addresses that can be opened, and is asked by TLS whether it is ready', async () => {
    const { environment, ...rest } = await settings();
    const service = await ServiceProcess.start({ environment, ...rest });
    const addresses = printedAddresses(service);
    expect(addresses).toHaveLength(3);
    for (const address of addresses) {
      expect(address).toMatch(/^https:/);
      expect(await statusByTls(address, identity.certificate)).toBe(200);
    }
    expect(await healthOf(service, environment)).toBe(0);
    expect(await healthOf(service, {})).toBe(1);
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
    expect(await healthOf(service, environment)).toBe(1);
  });

  it('takes renewed files by SIGHUP, and keeps the old ones where the new cannot be used', async () => {
    const service = await ServiceProcess.start(await settings());
    const next = await makeCertificate();
    await writeFile(files.certificateFile, next.certificate);
    service.kill('SIGHUP');
    await service.untilSaid(/"level":"error".*"The old certificate stays\. TLS_KEY: .* does not fit /);
    expect(await shownCertificate(service.address)).toBe(identity.certificate.trim());
    await storeCertificate(scratch.path, next);
    service.kill('SIGHUP');
    await service.untilSaid(/"level":"info".*"New connections get the certificate that is valid until /);
    expect(await shownCertificate(service.address)).toBe(next.certificate.trim());
    const expired = await makeCertificate({ notBefore: new Date(0), notAfter: new Date(86_400_000) });
    await storeCertificate(scratch.path, expired);
    service.kill('SIGHUP');
    await service.untilSaid(/"level":"warn".*the certificate in .* expired at 1970-01-02T00:00:00.000Z/);
    expect(service.output).not.toContain('PRIVATE KEY');
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
  });

  it('says at the start what is not as it should be', async () => {
    const expired = await makeCertificate({ notBefore: new Date(0), notAfter: new Date(86_400_000) });
    const options = await settings();
    await storeCertificate(scratch.path, expired);
    const service = await ServiceProcess.start(options);
    await service.untilSaid(/"level":"warn".*the certificate in .* expired at 1970-01-02T00:00:00.000Z/);
    await service.stop();
  });
});

describe('Two workers that speak TLS', () => {
  it('take renewed files together, and so does one that comes later', async () => {
    const service = await ServiceProcess.start(await settings({ WORKERS: '2' }));
    const next = await makeCertificate();
    await storeCertificate(scratch.path, next);
    // As a terminal that is closed sends it: to all of them.
    service.killGroup('SIGHUP');
    await service.untilSaid(/New connections get the certificate/);
    const shown = () => shownCertificate(service.address);
    // They are told one after another, and asked in turn.
    await until(async () => [await shown(), await shown()].every((pem) => pem === next.certificate.trim()));
    await rm(files.keyFile);
    process.kill(listening(service)[0]!, 'SIGKILL');
    await until(async () => listening(service).length === 3);
    for (let n = 0; n < 4; n++) expect(await shown()).toBe(next.certificate.trim());
    expect(service.output.match(/New connections get the certificate/g)).toHaveLength(1);
    expect(service.output).not.toMatch(/"worker":\d+,.*SIGHUP|PRIVATE KEY/);
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
  });

  it('close connections where both are full, and take the next when there is room', async () => {
    const service = await ServiceProcess.start(await settings({ WORKERS: '2', MAX_CONNECTIONS: '1' }));
    const held = [await openByTls(service.address), await openByTls(service.address)];
    for (let n = 0; n < 4; n++) await expect(openByTls(service.address)).rejects.toThrow();
    await service.untilSaid(/"level":"warn".*"most":1,.*MAX_CONNECTIONS/);
    for (const socket of held) socket.destroy();
    await until(() =>
      openByTls(service.address).then(
        (socket) => Boolean(socket.destroy()),
        () => false,
      ),
    );
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
  });
});

describe('A service that cannot speak TLS as it is told', () => {
  /** Its last words: the one line. */
  const refusal = async (change: Readonly<Record<string, string>>) => {
    const { code, output, errors } = await new ServiceProcess(await settings(change)).ended;
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(/^[^\n]+\n$/);
    return errors.trim();
  };

  it('does not start, and names the variable and the file', async () => {
    const nowhere = '/nowhere/registry.key';
    const line = `TLS_KEY: cannot read ${nowhere} (ENOENT).`;
    expect(await refusal({ TLS_KEY: nowhere })).toBe(line);
    expect(await refusal({ TLS_KEY: nowhere, WORKERS: '2' })).toBe(line);
    expect(await refusal({ TLS_KEY: '' })).toBe('Settings: TLS_KEY must be set where TLS_CERTIFICATE is.');
  });
});

describe('A service that speaks plain HTTP', () => {
  it('prints addresses that can be opened, and is asked whether it is ready', async () => {
    const environment = { DATABASE_URL: database.url, TOKEN_KEYS };
    const service = await ServiceProcess.start({ directory: scratch.path, environment });
    const addresses = printedAddresses(service);
    expect(addresses).toHaveLength(3);
    for (const address of addresses) {
      const answer = await fetch(address);
      await answer.text();
      expect(answer.status).toBe(200);
    }
    expect(await healthOf(service, {})).toBe(0);
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
  });
});

/** The workers that have begun to listen, by process, those that are gone by now included. */
function listening({ output }: ServiceProcess): number[] {
  return [...output.matchAll(/"worker":(\d+),"msg":"Server listening/g)].map(([, pid]) => Number(pid));
}
