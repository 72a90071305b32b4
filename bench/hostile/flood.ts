import type { MessageKind } from './hostile-messages.js';

/** What became of the messages of one kind. */
export interface Answers {
  readonly kind: string;
  /** HTTP statuses that came back, each once. */
  readonly statuses: Set<number>;
  /** In bytes. */
  longest: number;
  /** From the first byte sent to the last received, in milliseconds, of each message. */
  readonly durations: number[];
}

/** How many messages are under way at a time. */
const AT_ONCE = 8;

/**
 * Sends so many messages, of each kind its share, in turn.
 * @param after called after each, with how many have been answered by then
 */
export async function flood(
  url: string,
  kinds: readonly MessageKind[],
  count: number,
  after: (answered: number) => Promise<void>,
): Promise<Answers[]> {
  const pairs = kinds.map((kind) => ({ kind, answers: noneOf(kind) }));
  const row = pairs.flatMap((pair) => Array.from({ length: pair.kind.share }, () => pair));
  let sent = 0;
  let answered = 0;
  const sender = async () => {
    while (sent < count) {
      const pair = row[sent++ % row.length];
      if (pair) await send(url, pair.kind, pair.answers);
      await after((answered += 1));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return pairs.map(({ answers }) => answers);
}

function noneOf({ name }: MessageKind): Answers {
  return { kind: name, statuses: new Set(), longest: 0, durations: [] };
}

async function send(url: string, { body }: MessageKind, answers: Answers): Promise<void> {
  const start = performance.now();
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  const text = await response.text();
  answers.durations.push(performance.now() - start);
  answers.statuses.add(response.status);
  answers.longest = Math.max(answers.longest, Buffer.byteLength(text));
}
