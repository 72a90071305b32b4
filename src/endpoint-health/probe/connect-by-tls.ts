import { isIP, type LookupFunction } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { type Outcome, ProbeFailure } from './outcome.js';
import type { Target } from './target.js';

/** Milliseconds after which the next address is tried beside the one before. */
const NEXT_ADDRESS_AFTER = 2_000;

/**
 * A connection, with the handshake done. The certificate may not hold: that is for the caller to look at, since even
 * one that does not tells when it runs out. So nothing may be sent before.
 * @param addresses where to connect to; the name of the target is for the handshake only, and never resolved again
 * @param issuers certificates to trust instead of the well-known ones, as PEM
 * @throws ProbeFailure
 */
export async function connectByTls(
  { hostname, port }: Target,
  addresses: readonly string[],
  issuers: string | undefined,
  over: AbortSignal,
): Promise<TLSSocket> {
  const socket = connect({
    ...{ host: hostname, port, lookup: answering(addresses) },
    ...{ autoSelectFamily: true, autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER },
    servername: isIP(hostname) === 0 ? hostname : '',
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    rejectUnauthorized: false,
    ...(issuers !== undefined && { ca: issuers }),
  });
  try {
    await handshake(socket, over);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function handshake(socket: TLSSocket, over: AbortSignal): Promise<void> {
  let isConnected = false;
  socket.once('connect', () => (isConnected = true));
  return new Promise((resolve, reject) => {
    const fail = (outcome: Outcome) => () => reject(new ProbeFailure(outcome));
    over.addEventListener('abort', fail('timed-out'), { once: true });
    if (over.aborted) fail('timed-out')();
    socket.once('secureConnect', resolve);
    socket.on('error', (error: NodeJS.ErrnoException) =>
      fail(isConnected ? 'tls-failed' : whyNotConnected(error))(),
    );
    socket.once('close', () => fail(isConnected ? 'tls-failed' : 'connection-failed')());
  });
}

function whyNotConnected(error: NodeJS.ErrnoException): Outcome {
  if (error.code === 'ETIMEDOUT') return 'timed-out';
  return error.code === 'ECONNREFUSED' ? 'connection-refused' : 'connection-failed';
}

/** What Node asks for the addresses of a name: it gets those that were looked at, whatever the name stands for by now. */
function answering(addresses: readonly string[]): LookupFunction {
  return (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
}
