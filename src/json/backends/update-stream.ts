import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isEmpty, type UpdatesPage } from '../../change-feed/index.js';
import type { Duration } from '../../configuration/index.js';
import { formatRevision } from '../../database/index.js';
import type { CallingWith } from '../../http/authentication/index.js';
import { reportError } from '../../http/problem-details/index.js';
import { WaitingPollLimit } from '../../limits/index.js';
import { Metrics } from '../../metrics/index.js';
import type { Role } from '../../partners/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { BackendPages } from './backend-pages.js';
import type { UpdatesQuery } from './backends.dto.js';
import { HeldUpdates } from './held-updates.js';
import { overAfter } from './over-after.js';
import { EVENT_STREAM, eventOf, nothingNew, RETRY } from './server-sent-events.js';

/** How long a stream is silent at most, so that nobody between takes it for dead. */
const KEEP_ALIVE = 15_000 as Duration;

/** Node, Fastify and we listen to the end of such an answer, each for a reason; more than ten Node would take for a leak. */
const MOST_LISTENERS = 20;

const OPEN_STREAMS = {
  name: 'open_streams',
  help: 'Streams of server-sent events that are open.',
};

/** Whose stream it is, and of what. */
interface Subscription {
  readonly caller: CallingWith;
  readonly role: Role;
  readonly query: UpdatesQuery;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Deltas one after another, as server-sent events. The next one is asked for when the client has taken the one before:
 * a slow reader gets fewer and larger deltas, and nothing heaps up for it.
 */
@Injectable()
export class UpdateStream {
  private opened = 0;

  constructor(
    private readonly pages: BackendPages,
    private readonly held: HeldUpdates,
    private readonly limit: WaitingPollLimit,
    metrics: Metrics,
  ) {
    metrics.gauge(OPEN_STREAMS, 'sum', () => this.opened);
  }

  /**
   * A client that comes back says by `Last-Event-ID` what it has; that is later than the `since` of its address.
   * What is wrong with the request is refused before the stream begins.
   */
  async open(subscription: Subscription): Promise<Readable> {
    const { caller, role, query, request, reply } = subscription;
    if (query.next !== undefined) throw nextOfStream();
    request.isHeld = true;
    reply.raw.setMaxListeners(MOST_LISTENERS);
    const lastEventId = request.headers['last-event-id'];
    const parameter = lastEventId === undefined ? 'since' : 'Last-Event-ID';
    const resumed = { ...query, since: String(lastEventId ?? query.since) };
    untilClosed(reply, await this.limit.begin(caller.partnerId));
    const first = await this.pages.updatesPage(caller.partnerId, role, resumed, parameter);
    // Without the last one, nginx collects an answer before it passes it on.
    void reply.type(EVENT_STREAM).header('Cache-Control', 'no-store').header('X-Accel-Buffering', 'no');
    return Readable.from(this.events({ ...subscription, query: resumed }, first), { objectMode: false });
  }

  /** A stream that can not go on says why, and ends: the client comes back from where it was. */
  private async *events(subscription: Subscription, first: UpdatesPage): AsyncGenerator<string> {
    this.opened += 1;
    try {
      yield RETRY;
      yield* this.deltas(subscription, first);
    } catch (error) {
      yield eventOf('problem', reportError(error, subscription.request).problem);
    } finally {
      this.opened -= 1;
    }
  }

  private async *deltas(subscription: Subscription, first: UpdatesPage): AsyncGenerator<string> {
    const { caller, role, reply, query } = subscription;
    let page = first;
    let { since } = query;
    // What comes in one stream is of one epoch, whether the client names it or not.
    const { epoch } = first;
    while (!reply.raw.destroyed && !this.held.isStopping) {
      if (isEmpty(page)) yield nothingNew(formatRevision(page.asOf));
      else yield* this.delta({ ...subscription, query: { ...query, since, epoch } }, page);
      since = formatRevision(page.asOf);
      using over = overAfter(KEEP_ALIVE, reply.raw);
      page = await this.held.first(caller, role, { ...query, since, epoch }, over);
    }
  }

  /** The pages of one delta belong together: only the last has an ID, so that a client never comes back to the middle. */
  private async *delta({ caller, role, query }: Subscription, first: UpdatesPage): AsyncGenerator<string> {
    let body = this.pages.updatesBody(first, query);
    while (body.next !== undefined) {
      yield eventOf('page', body);
      const next = { ...query, next: body.next };
      body = this.pages.updatesBody(await this.held.confirmedPage(caller, role, next), query);
    }
    yield eventOf('updates', body, body.asOf);
  }
}

/** The end of the answer is told in any case; that of a generator that nobody has begun to read is not. */
function untilClosed({ raw }: FastifyReply, counted: Disposable): void {
  const end = () => counted[Symbol.dispose]();
  raw.once('close', end);
  if (raw.destroyed) end();
}

/** A stream that began within a delta could not be come back to. */
function nextOfStream(): RegistryError {
  const fields = [{ path: ['next'], detail: 'must be absent: a stream sends all pages' }];
  return new RegistryError('invalid-parameter', 'A stream begins with the first page.', fields);
}
