import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import pLimit from 'p-limit';
import { ChangeSignal } from '../change-signal/index.js';
import type { PartnerId } from '../partners/index.js';
import type { UpdatesPage } from './updates.js';

/**
 * How many polls that were woken ask the database at once. A publication may wake thousands, and whoever does not wait
 * must find a free connection all the same.
 */
const MOST_AT_ONCE = 4;

/** A poll that waits. */
export interface WaitingPoll {
  readonly viewer: PartnerId;
  /** Tells polls that ask the same from those that ask something else. */
  readonly question: string;
  /** Asks for the page. */
  readonly read: () => Promise<UpdatesPage>;
  /** Fails where the caller may have no answer any more. */
  readonly confirm: () => Promise<void>;
  /** Aborted when the wait is over, or the client has gone. */
  readonly over: AbortSignal;
  /** Told each time that there is nothing yet, and the poll begins to wait. */
  readonly onWait?: () => void;
}

/** Holds polls until there is something for them. While they wait, they cost some memory and nothing else. */
@Injectable()
export class WaitingPolls implements OnModuleDestroy {
  private readonly queue = pLimit(MOST_AT_ONCE);
  private readonly queued = new Map<string, Promise<UpdatesPage>>();
  private stopping = false;

  constructor(private readonly signal: ChangeSignal) {}

  /** Nobody is held any more. */
  get isStopping(): boolean {
    return this.stopping;
  }

  /** The first page that is not empty, or, when the wait is over or the service stops, the empty one. */
  async first(poll: WaitingPoll): Promise<UpdatesPage> {
    using ended = whenAborted(poll.over);
    for (let look = poll.read; ; look = () => this.lookAgain(poll)) {
      using watch = this.signal.watch(poll.viewer);
      await poll.confirm();
      const page = await look();
      if (!isEmpty(page) || poll.over.aborted || this.stopping) return page;
      poll.onWait?.();
      await Promise.race([watch.changed, ended.promise]);
    }
  }

  /** Before the HTTP server closes: it waits for the answers. */
  onModuleDestroy(): void {
    this.stopping = true;
    this.signal.wakeAll();
  }

  /**
   * Polls that ask the same share a look, as long as it has not begun: one that was under way when they were woken may
   * be of a state from before.
   */
  private lookAgain({ viewer, question, read }: WaitingPoll): Promise<UpdatesPage> {
    const key = JSON.stringify([viewer, question]);
    const begin = () => {
      this.queued.delete(key);
      return read();
    };
    const look = this.queued.get(key) ?? this.queue(begin);
    this.queued.set(key, look);
    return look;
  }
}

export function isEmpty({ updated, removed, next }: UpdatesPage): boolean {
  return updated.length + removed.length === 0 && !next;
}

/** A promise for the signal that leaves nothing on it when it is disposed of. */
function whenAborted(signal: AbortSignal): Disposable & { readonly promise: Promise<void> } {
  let settle = () => {};
  const promise = new Promise<void>((resolve) => (settle = resolve));
  signal.addEventListener('abort', settle);
  if (signal.aborted) settle();
  return { promise, [Symbol.dispose]: () => signal.removeEventListener('abort', settle) };
}
