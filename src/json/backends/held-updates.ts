import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type UpdatesPage, WaitingPolls } from '../../change-feed/index.js';
import { Configuration, type Duration } from '../../configuration/index.js';
import { Authenticator } from '../../credentials/index.js';
import { Metrics } from '../../metrics/index.js';
import type { CallingWith } from '../../http/authentication/index.js';
import { endTurn } from '../../http/index.js';
import { WaitingPollLimit } from '../../limits/index.js';
import type { Role } from '../../partners/index.js';
import { BackendPages } from './backend-pages.js';
import type { UpdatesQuery } from './backends.dto.js';
import { overAfter } from './over-after.js';

const SECOND = 1_000;

const WAITING_POLLS = {
  name: 'waiting_polls',
  help: 'Polls with a wait that are held until there is something new for their callers.',
};

/** How a look waits that finds nothing. */
interface Wait {
  /** Aborted when the wait is over. */
  readonly signal: AbortSignal;
  readonly onWait?: () => void;
}

/** Answers that are held until there is something new for the caller. */
@Injectable()
export class HeldUpdates {
  private waiting = 0;

  constructor(
    private readonly pages: BackendPages,
    private readonly polls: WaitingPolls,
    private readonly authenticator: Authenticator,
    private readonly configuration: Configuration,
    private readonly limit: WaitingPollLimit,
    metrics: Metrics,
  ) {
    metrics.gauge(WAITING_POLLS, 'sum', () => this.waiting);
  }

  get isStopping(): boolean {
    return this.polls.isStopping;
  }

  /** Later pages have something in them always, and are not held. */
  async page(
    caller: CallingWith,
    role: Role,
    query: UpdatesQuery,
    reply: FastifyReply,
  ): Promise<UpdatesPage> {
    const asked = Number(query.wait ?? 0) * SECOND;
    const duration = Math.min(asked, this.configuration.longestWait) as Duration;
    if (duration === 0 || query.next !== undefined)
      return this.pages.updatesPage(caller.partnerId, role, query);
    using _counted = await this.limit.begin(caller.partnerId);
    reply.request.isHeld = true;
    using over = overAfter(duration, reply.raw);
    this.waiting += 1;
    try {
      const { signal } = over;
      return await this.first(caller, role, query, { signal, onWait: () => endTurn(reply.request) });
    } finally {
      this.waiting -= 1;
    }
  }

  /** A page of an answer that takes its time: the caller may have been shut out since it began. */
  async confirmedPage(caller: CallingWith, role: Role, query: UpdatesQuery): Promise<UpdatesPage> {
    await this.authenticator.confirm(caller);
    return this.pages.updatesPage(caller.partnerId, role, query);
  }

  /** Each look asks first whether the caller is still let in: what was right when it began to wait may not be now. */
  first(
    caller: CallingWith,
    role: Role,
    query: UpdatesQuery,
    { signal, onWait }: Wait,
  ): Promise<UpdatesPage> {
    return this.polls.first({
      viewer: caller.partnerId,
      question: JSON.stringify([role, query.since, query.epoch, query.limit]),
      read: () => this.pages.updatesPage(caller.partnerId, role, query),
      confirm: () => this.authenticator.confirm(caller),
      over: signal,
      ...(onWait && { onWait }),
    });
  }
}
