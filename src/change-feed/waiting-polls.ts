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

/** How long a poll waits, and for whom. */
export interface Wait {
  readonly viewer: PartnerId;
  /** Aborted when the wait is over, or the client has gone. */
  readonly over: AbortSignal;
}

/** Holds polls until there is something for them. While they wait, they cost some memory and nothing else. */
@Injectable()
export class WaitingPolls implements OnModuleDestroy {
  private readonly queue = pLimit(MOST_AT_ONCE);
  private stopping = false;

  constructor(private readonly signal: ChangeSignal) {}

  /** Nobody is held any more. */
  get isStopping(): boolean {
    return this.stopping;
  }

  /**
   * The first page that is not empty, or, when the wait is over or the service stops, the empty one.
   * @param read asks for the page, and fails where the caller may have none any more
   */
  async first(read: () => Promise<UpdatesPage>, { viewer, over }: Wait): Promise<UpdatesPage> {
    using ended = whenAborted(over);
    for (let look = read; ; look = () => this.queue(read)) {
      using watch = this.signal.watch(viewer);
      const page = await look();
      if (!isEmpty(page) || over.aborted || this.stopping) return page;
      await Promise.race([watch.changed, ended.promise]);
    }
  }

  /** Before the HTTP server closes: it waits for the answers. */
  onModuleDestroy(): void {
    this.stopping = true;
    this.signal.wakeAll();
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
