import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { TlsFiles } from '../../src/configuration/index.js';
import { makeCertificate, storeCertificate } from '../../src/http/tls/certificates.fixture.js';
import { makeScratchDirectory, type ScratchDirectory } from '../service/scratch-directory.js';
import { killCommands, runCommand } from './run-command.js';

const CONNECTION = { operatorPartnerId: 'cpo', providerPartnerId: 'emp', setAt: '2026-11-22T10:01:21Z' };

describe('A registry that is asked by TLS', () => {
  let scratch: ScratchDirectory;
  let files: TlsFiles;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
    const { certificate, key } = await makeCertificate();
    files = await storeCertificate(scratch.path, { certificate, key });
    server = createServer({ cert: certificate, key }, (_request, response) => {
      response.end(JSON.stringify({ items: [CONNECTION] }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(killCommands);
  afterAll(async () => {
    server.close();
    await scratch.remove();
  });

  const list = (environment: Readonly<Record<string, string>>) =>
    runCommand(['admin', 'connections', 'list', '--json'], {
      environment: { ADMIN_SECRET: 'secret-of-the-clearing-house-itself', ...environment },
    });
  const settings = () => ({
    PORT: String(port),
    TLS_CERTIFICATE: files.certificateFile,
    TLS_KEY: files.keyFile,
  });

  it('is found by https where the settings have a certificate, and trusted with NODE_EXTRA_CA_CERTS', async () => {
    const { code, output, errors } = await list({
      ...settings(),
      NODE_EXTRA_CA_CERTS: files.certificateFile,
    });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(JSON.parse(output)).toEqual([CONNECTION]);
  });

  it('is not trusted without, and it is said what to set', async () => {
    const { code, output, errors } = await list(settings());
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(
      /^error: The registry at https:\/\/127\.0\.0\.1:\d+ can't be reached \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. Its certificate is not trusted here: set NODE_EXTRA_CA_CERTS to the file of your CA, in the environment [^\n]+\n$/,
    );
  });

  it('by a name that its certificate is not for, is not trusted either', async () => {
    const { code, errors } = await list({
      REGISTRY_URL: `https://[::ffff:127.0.0.1]:${port}`,
      NODE_EXTRA_CA_CERTS: files.certificateFile,
    });
    expect(code).toBe(1);
    expect(errors).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID\)\. .* for another name: tell that name by --url/);
  });
});
