import { request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { VERSION } from '../../version.js';
import { ProbeFailure } from './outcome.js';
import type { Target } from './target.js';

/** Bytes of the answer's headers; the body, if any, is not read. */
const MOST_HEADERS = 16 * 1024;

/**
 * Asks for the target by HEAD on a connection, and waits for the head of an answer, whatever its status: a redirection
 * is an answer, too, and not followed. Nothing is sent that lets anybody in.
 * @throws ProbeFailure
 */
export function askByHttp(socket: TLSSocket, { host, path }: Target, over: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new ProbeFailure(over.aborted ? 'timed-out' : 'no-http-answer'));
    over.addEventListener('abort', fail, { once: true });
    const asked = request({
      createConnection: () => socket,
      method: 'HEAD',
      path,
      headers: {
        host,
        'user-agent': `ochp-direct-registry/${VERSION} (endpoint probe)`,
        connection: 'close',
      },
      maxHeaderSize: MOST_HEADERS,
    });
    asked.once('response', () => resolve());
    asked.on('error', fail);
    asked.once('close', fail);
    asked.end();
  });
}
