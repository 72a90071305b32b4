import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { HttpError } from './problem-details/index.js';

/**
 * Requests under way are answered, and their connections then closed: Node would keep them for a next request, and the
 * service could not end before. New ones on connections that are still open are sent elsewhere.
 */
export function refuseWhileStopping(fastify: FastifyInstance): void {
  let isStopping = false;
  fastify.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  closeSilentConnections(fastify);
  fastify.addHook('onRequest', (_request, _reply, done) => {
    done(
      isStopping
        ? new HttpError('unavailable', 'The service is stopping.', { Connection: 'close' })
        : undefined,
    );
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (isStopping) void reply.header('Connection', 'close');
    done();
  });
  // For answers whose headers had been sent by then.
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (isStopping) request.raw.socket.end();
    done();
  });
}

/**
 * Clients open connections ahead of need. Node counts one on which nothing was ever sent as busy, and would wait for it
 * until its headers are overdue.
 */
function closeSilentConnections(fastify: FastifyInstance): void {
  const connections = new Set<Socket>();
  const keep = (socket: Socket): void => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  };
  // By TLS a connection says a lot before anything is said on it: of the second only that counts.
  fastify.server.on('connection', keep).on('secureConnection', keep);
  fastify.addHook('preClose', (done) => {
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    done();
  });
}
