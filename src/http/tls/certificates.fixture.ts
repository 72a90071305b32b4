import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import type { TlsFiles } from '../../configuration/index.js';
import type { TlsIdentity } from './index.js';

export interface CertificateOptions {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** ECDSA on P-256 unless told otherwise. */
  readonly algorithm?: RsaHashedKeyGenParams | EcKeyGenParams;
}

type RsaHashedKeyGenParams = webcrypto.RsaHashedKeyGenParams;
type EcKeyGenParams = webcrypto.EcKeyGenParams;

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
export const RSA_2048 = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const DAY = 86_400_000;

/** A certificate for 127.0.0.1 that vouches for itself; whoever is to believe it takes it for an authority's. */
export async function makeCertificate(options: CertificateOptions = {}): Promise<TlsIdentity> {
  const {
    notBefore = new Date(Date.now() - DAY),
    notAfter = new Date(Date.now() + 30 * DAY),
    algorithm = P256,
  } = options;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=registry.example',
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificate: certificate.toString('pem'), key: PemConverter.encode(key, 'PRIVATE KEY') };
}

/** Writes it to files that its owner alone can read. */
export async function storeCertificate(directory: string, identity: TlsIdentity): Promise<TlsFiles> {
  const files = {
    certificateFile: join(directory, 'registry.pem'),
    keyFile: join(directory, 'registry.key'),
  };
  await writeFile(files.certificateFile, identity.certificate);
  await writeFile(files.keyFile, identity.key);
  await chmod(files.keyFile, 0o600);
  return files;
}
