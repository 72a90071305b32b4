import type { Server, Socket } from 'node:net';
import type { Logger } from 'pino';

/** How often it is said at most that there are too many, in milliseconds: each that is closed may be one of thousands. */
const SILENCE = 60_000;

/**
 * Closes every connection beyond so many, as soon as it is there, and those whose caller has gone already. Not by Node's own `maxConnections`: in a worker of
 * `cluster` that one hands the connection on to the next worker, and where all are full, it goes round among them
 * without end (up to Node 22).
 */
export function limitConnections(server: Server, most: number, logger: Logger): void {
  const accept = server.listeners('connection');
  const warn = warning(most, logger);
  let open = 0;
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (open >= most) warn();
    if (open >= most || hasGone(socket)) {
      socket.destroy();
      return;
    }
    open++;
    socket.once('close', () => open--);
    for (const listener of accept) listener.call(server, socket);
  });
}

/**
 * Who resets a connection before it is accepted has sent a request all the same, and nobody could tell any more from
 * where. Having asked, Node knows the address for as long as there is the connection, and after it.
 */
function hasGone({ remoteAddress }: Socket): boolean {
  return remoteAddress === undefined;
}

function warning(most: number, logger: Logger): () => void {
  let last = -Infinity;
  return () => {
    if (performance.now() - last < SILENCE) return;
    last = performance.now();
    logger.warn({ context: 'Connections', most }, 'As many connections as MAX_CONNECTIONS: more are closed');
  };
}
