import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends each answer with its connection. Node itself tells that only the answer whose turn it is: one that stands behind
 * another, as requests sent without waiting do, would be worked on, counted and held for ever.
 */
export function endAnswersWithConnection(server: Server): void {
  const underWay = new WeakMap<Socket, Set<ServerResponse>>();
  const begin = (socket: Socket): Set<ServerResponse> => {
    const answers = new Set<ServerResponse>();
    underWay.set(socket, answers);
    socket.once('close', () => answers.forEach(endUnbegun));
    return answers;
  };
  server.on('request', ({ socket }: IncomingMessage, answer: ServerResponse) => {
    const answers = underWay.get(socket) ?? begin(socket);
    answers.add(answer);
    answer.once('close', () => answers.delete(answer));
  });
}

/** As Node does with the one whose turn it is. */
function endUnbegun(answer: ServerResponse): void {
  if (answer.socket || answer.writableFinished) return;
  answer.destroy();
  answer.emit('close');
}
