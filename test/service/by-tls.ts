import { once } from 'node:events';
import { get } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';

/** The status of the answer, to a client that believes this certificate and no other. */
export function statusByTls(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const question = get(url, { ca, agent: false }, (answer) => resolve(answer.resume().statusCode));
    question.on('error', reject);
  });
}

/** A new connection; whatever certificate is shown will do. */
export async function openByTls(address: string): Promise<TLSSocket> {
  const { hostname: host, port } = new URL(address);
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return socket;
}

/** The certificate that new connections are shown, in PEM. */
export async function shownCertificate(address: string): Promise<string> {
  const socket = await openByTls(address);
  const certificate = socket.getPeerX509Certificate()!.toString();
  socket.destroy();
  return certificate.trim();
}
