import { setImmediate as nextRound } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { PartnerId } from '../partners/index.js';

/** Of one partner, in one process. A page of 2 MB takes it some 50 ms, in which nobody else is served. */
const MOST_AT_ONCE = 2;

/**
 * How often the event loop goes round before a turn is passed on, which takes less than a millisecond. Each time it
 * accepts one connection (libuv 1.45 and later): if it did nothing but turns, new callers would wait for all of them.
 */
const ROUNDS_BETWEEN = 10;

/** One that waits for its turn. */
interface Waiting {
  readonly isGone: () => boolean;
  readonly begin: () => void;
  /** The service stops: it has no turn. */
  readonly refuse: () => void;
}

interface Line {
  underWay: number;
  readonly waiting: Waiting[];
}

/**
 * Lets a partner's requests be worked on a few at a time, and the rest wait in line: whoever asks for much at once waits
 * for itself, and nobody else does.
 */
@Injectable()
export class Turns implements OnModuleDestroy {
  /** Only partners that were let in have one, so that strangers cannot fill the memory. */
  private readonly lines = new Map<PartnerId, Line>();

  /**
   * A turn, to be disposed of where the work is done; of those who wait when the service stops, undefined. Who has gone
   * when it would begin is forgotten, and never has one: the promise is not settled, as there is nobody to answer.
   */
  take(partnerId: PartnerId, isGone: () => boolean): Disposable | Promise<Disposable | undefined> {
    const line = this.lineOf(partnerId);
    if (line.underWay < MOST_AT_ONCE) return begin(line);
    return new Promise((resolve) => {
      const [start, refuse] = [() => resolve(begin(line)), () => resolve(undefined)];
      line.waiting.push({ isGone, begin: start, refuse });
    });
  }

  /** Before the HTTP server closes: it waits for the answers, and a line may be long. */
  onModuleDestroy(): void {
    for (const { waiting } of this.lines.values()) for (const { refuse } of waiting.splice(0)) refuse();
  }

  private lineOf(partnerId: PartnerId): Line {
    const line = this.lines.get(partnerId) ?? { underWay: 0, waiting: [] };
    this.lines.set(partnerId, line);
    return line;
  }
}

function begin(line: Line): Disposable {
  line.underWay += 1;
  let isOver = false;
  const end = () => {
    if (!isOver) void passOn(line);
    isOver = true;
  };
  return { [Symbol.dispose]: end };
}

/** The turn is kept until it is passed on: whoever comes meanwhile waits behind those who are there. */
async function passOn(line: Line): Promise<void> {
  if (line.waiting.length > 0) for (let round = 0; round < ROUNDS_BETWEEN; round += 1) await nextRound();
  line.underWay -= 1;
  firstOf(line)?.begin();
}

function firstOf({ waiting }: Line): Waiting | undefined {
  let first = waiting.shift();
  while (first?.isGone()) first = waiting.shift();
  return first;
}
