import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const DAY = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** What a TLS server needs, as PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** What is to be said in a certificate. */
export interface CertificateWish {
  /** Host names and IP addresses. */
  readonly names?: readonly string[];
  /** Days from now; both ends of its life. */
  readonly from?: number;
  readonly until?: number;
}

/** Issues certificates; whoever trusts `certificate` trusts them. */
export class Authority {
  private constructor(
    private readonly keys: webcrypto.CryptoKeyPair,
    private readonly own: x509.X509Certificate,
  ) {}

  static async found(name: string): Promise<Authority> {
    const keys = await makeKeys();
    const own = await x509.X509CertificateGenerator.createSelfSigned({
      ...{ name: `CN=${name}`, keys, signingAlgorithm: ALGORITHM, ...life({ from: -400, until: 400 }) },
      extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
    });
    return new Authority(keys, own);
  }

  get certificate(): string {
    return this.own.toString('pem');
  }

  async issue(wish: CertificateWish = {}): Promise<ServerCertificate> {
    const keys = await makeKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      ...{ subject: 'CN=server', issuer: this.own.subject, ...life(wish), signingAlgorithm: ALGORITHM },
      ...{ publicKey: keys.publicKey, signingKey: this.keys.privateKey, extensions: [namesOf(wish)] },
    });
    return { key: await toPem(keys.privateKey), cert: certificate.toString('pem') };
  }
}

export async function selfSigned(wish: CertificateWish = {}): Promise<ServerCertificate> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: 'CN=server', keys, signingAlgorithm: ALGORITHM, ...life(wish), extensions: [namesOf(wish)] },
  });
  return { key: await toPem(keys.privateKey), cert: certificate.toString('pem') };
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function life({ from = -1, until = 90 }: CertificateWish) {
  return { notBefore: new Date(Date.now() + from * DAY), notAfter: new Date(Date.now() + until * DAY) };
}

function namesOf({ names = ['cms.test', '127.0.0.1', '::1'] }: CertificateWish) {
  const type = (name: string) => (/^[\d.]+$|:/.test(name) ? ('ip' as const) : ('dns' as const));
  return new x509.SubjectAlternativeNameExtension(names.map((name) => ({ type: type(name), value: name })));
}

async function toPem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
