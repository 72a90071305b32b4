import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Turns } from '../limits/index.js';
import type { PartnerId } from '../partners/index.js';
import { HttpError } from './problem-details/index.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** In which it is worked on, until there is an answer. */
    turn?: Disposable;
  }
}

/**
 * Waits until it is the request's turn among those of its partner; who hangs up meanwhile never has one.
 * @returns whether it had to wait: who may do what may have changed
 * @throws HttpError `unavailable` where the service stops meanwhile
 */
export async function takeTurn(
  turns: Turns,
  request: FastifyRequest,
  partnerId: PartnerId,
): Promise<boolean> {
  const taken = turnOf(turns, request, partnerId);
  const turn = await taken;
  if (!turn) throw new HttpError('unavailable', 'The service is stopping.', { Connection: 'close' });
  request.turn = turn;
  return taken instanceof Promise;
}

/** A turn for a part of the work; undefined where the service stops before it is there. */
export function turnOf(
  turns: Turns,
  { raw }: FastifyRequest,
  partnerId: PartnerId,
): Disposable | Promise<Disposable | undefined> {
  return turns.take(partnerId, () => raw.socket.destroyed);
}

/** Work is over, or not begun before something happens. Ending it again does nothing. */
export function endTurn({ turn }: FastifyRequest): void {
  turn?.[Symbol.dispose]();
}

/** A turn is over once there is an answer: how fast its caller reads is of no matter to the next. */
export function endTurnsWithAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, _reply, _payload, done) => {
    endTurn(request);
    done();
  });
}
