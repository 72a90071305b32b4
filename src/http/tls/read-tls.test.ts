import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeCertificate, RSA_2048, storeCertificate } from './certificates.fixture.js';
import { readTls, TlsError, type TlsIdentity } from './index.js';

let directory: string;
let identity: TlsIdentity;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'registry-tls-'));
  identity = await makeCertificate();
});
afterAll(() => rm(directory, { recursive: true }));

/** What is read when these two are in the files. */
const read = async (change: Partial<TlsIdentity> = {}) =>
  readTls(await storeCertificate(directory, { ...identity, ...change }));

/** The one line that says why they are refused. */
async function refusal(change: Partial<TlsIdentity>): Promise<string> {
  const refused = await read(change).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TlsError);
  const { message } = refused as TlsError;
  expect(message).not.toContain('\n');
  return message;
}

const certificateFile = () => join(directory, 'registry.pem');
const keyFile = () => join(directory, 'registry.key');
const keyInPem = (modulusLength: number, cipher?: string) =>
  generateKeyPairSync('rsa', { modulusLength })
    .privateKey.export({ type: 'pkcs8', format: 'pem', ...(cipher && { cipher, passphrase: 'x' }) })
    .toString();

describe('TLS files', () => {
  it.each([
    ['ECDSA', {}],
    ['RSA', { algorithm: RSA_2048 }],
  ])('are read as they are, with keys for %s', async (_name, options) => {
    const made = await makeCertificate({ ...options, notAfter: new Date('2098-07-06T05:04:03Z') });
    expect(await read(made)).toMatchObject({
      identity: made,
      validUntil: '2098-07-06T05:04:03.000Z',
      warnings: [],
    });
  });

  it('may hold a chain, and words around it', async () => {
    const chain = `CN=registry.example\n${identity.certificate}\n${(await makeCertificate()).certificate}\n`;
    expect((await read({ certificate: chain })).identity.certificate).toBe(chain);
  });

  it('that cannot be read are named, with their variable', async () => {
    const files = await storeCertificate(directory, identity);
    const reading = (change: object) => () => readTls({ ...files, ...change });
    const nowhere = join(directory, 'nowhere');
    expect(reading({ certificateFile: nowhere })).toThrow(
      `TLS_CERTIFICATE: cannot read ${nowhere} (ENOENT).`,
    );
    expect(reading({ keyFile: nowhere })).toThrow(`TLS_KEY: cannot read ${nowhere} (ENOENT).`);
    expect(reading({ keyFile: directory })).toThrow(`TLS_KEY: cannot read ${directory} (EISDIR).`);
    expect(reading({ keyFile: nowhere })).toThrow(TlsError);
  });

  it('that are no PEM are named, with their variable, and nothing of what they hold', async () => {
    for (const certificate of ['', 's3cret', identity.key])
      expect(await refusal({ certificate })).toBe(
        `TLS_CERTIFICATE: ${certificateFile()} holds no certificate in PEM.`,
      );
    for (const key of ['', 's3cret', identity.certificate, identity.key.slice(0, 100)])
      expect(await refusal({ key })).toBe(`TLS_KEY: ${keyFile()} holds no private key in PEM.`);
  });

  it('must hold PEM where others take DER, which a server does not', async () => {
    const { certificateFile: file, ...rest } = await storeCertificate(directory, identity);
    const [, base64 = ''] = /-----BEGIN CERTIFICATE-----([^-]*)-----/.exec(identity.certificate) ?? [];
    await writeFile(file, Buffer.from(base64, 'base64'));
    expect(() => readTls({ certificateFile: file, ...rest })).toThrow(
      `TLS_CERTIFICATE: ${file} holds no certificate in PEM.`,
    );
  });

  it.each(['aes-256-cbc', 'des-ede3-cbc'])('must hold a key without a passphrase (%s)', async (cipher) => {
    expect(await refusal({ key: keyInPem(2048, cipher) })).toBe(
      `TLS_KEY: the key in ${keyFile()} has a passphrase; store it without one.`,
    );
  });

  it('must hold the key of the certificate', async () => {
    const { key } = await makeCertificate();
    expect(await refusal({ key })).toBe(
      `TLS_KEY: the key in ${keyFile()} does not fit the first certificate in ${certificateFile()} (TLS_CERTIFICATE).`,
    );
    expect(await refusal({ key: keyInPem(2048) })).toMatch(/^TLS_KEY: .* does not fit /);
  });

  it('must hold nothing broken behind the first certificate', async () => {
    const certificate = `${identity.certificate}\n-----BEGIN CERTIFICATE-----\ns3cret\n-----END CERTIFICATE-----\n`;
    expect(await refusal({ certificate })).toMatch(
      /^TLS_CERTIFICATE: .*\.pem and its key cannot be used \([\w ]+\)\.$/,
    );
  });

  it('must hold a key that is long enough for TLS', async () => {
    const short = await makeCertificate({ algorithm: { ...RSA_2048, modulusLength: 512 } });
    expect(await refusal(short)).toMatch(
      /^TLS_CERTIFICATE: .*\.pem and its key cannot be used \(ee key too small\)/,
    );
  });

  it('may hold a certificate that is not valid now: that is said', async () => {
    const past = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2021-01-01T00:00:00Z') };
    expect((await read(await makeCertificate(past))).warnings).toEqual([
      `TLS_CERTIFICATE: the certificate in ${certificateFile()} expired at 2021-01-01T00:00:00.000Z.`,
    ]);
    const future = {
      notBefore: new Date('2098-01-01T00:00:00Z'),
      notAfter: new Date('2099-01-01T00:00:00Z'),
    };
    expect((await read(await makeCertificate(future))).warnings).toEqual([
      `TLS_CERTIFICATE: the certificate in ${certificateFile()} is not valid before 2098-01-01T00:00:00.000Z.`,
    ]);
  });

  it('may hold a key that everybody can read: that is said', async () => {
    const files = await storeCertificate(directory, identity);
    const warnings = [`TLS_KEY: every user of this machine can read ${files.keyFile}.`];
    for (const [mode, expected] of [
      [0o644, warnings],
      [0o640, []],
      [0o600, []],
    ] as const) {
      await chmod(files.keyFile, mode);
      expect(readTls(files).warnings).toEqual(expected);
    }
  });
});
