import pg from 'pg';
import {
  clientOptions,
  type EpochKeeper,
  REGISTRY_STATE,
  type RegistryState,
  type Revision,
} from '../database/index.js';
import type { PartnerId } from '../partners/index.js';
import type { Changes, ChangeSource, Subject } from './change-source.js';
import type { Trigger } from './trigger.js';

/** Milliseconds after which an answer does not come any more: a connection may be dead without anybody saying so. */
const LONGEST_ANSWER = 3_000;

type ChangeRecord = RegistryState & {
  readonly subject: Subject | null;
  readonly partner_id: PartnerId;
  readonly revision: Revision;
};

/** A connection apart from the pool: what it learns must not wait until one is free. */
export class SignalConnection {
  private readonly client: pg.Client;
  private readonly changes: string;

  constructor(url: string, sources: readonly ChangeSource[]) {
    this.client = new pg.Client(clientOptions(url, 'change signal', LONGEST_ANSWER));
    this.changes = changesQuery(sources);
  }

  /** @param onHint called when it is worth looking, and when the connection is lost: the next query tells so */
  async open(trigger: Trigger, onHint: () => void): Promise<void> {
    this.client.on('error', onHint);
    this.client.on('end', onHint);
    await this.client.connect();
    await trigger.attach(this.client, onHint);
  }

  /** Before anything is believed of what is asked here: it may be another server than before. */
  async keepEpoch(keeper: EpochKeeper): Promise<void> {
    await keeper.keep(this.client);
  }

  async state(): Promise<RegistryState> {
    const { rows } = await this.client.query<RegistryState>({ name: 'state', text: STATE });
    return first(rows);
  }

  /** Whom something concerned since that revision, and the state up to which that is all. */
  async changesSince(revision: Revision): Promise<Changes> {
    const query = { name: 'changes', text: this.changes, values: [revision] };
    const { rows } = await this.client.query<ChangeRecord>(query);
    const { present, horizon, epoch, epoch_began } = first(rows);
    const changes = rows.flatMap((row) =>
      row.subject === null
        ? []
        : [{ subject: row.subject, partnerId: row.partner_id, revision: row.revision }],
    );
    return { state: { present, horizon, epoch, epoch_began }, changes };
  }

  /** Does not wait for a server that may not answer any more. */
  close(): void {
    this.client.removeAllListeners('notification');
    void this.client.end().catch(() => undefined);
  }
}

function first<T>([row]: readonly T[]): T {
  if (!row) throw new Error('The registry clock has no row.');
  return row;
}

const STATE = `SELECT ${REGISTRY_STATE} FROM registry_clock`;

/** One statement, so that the changes are all there are up to the very state that comes with them. */
function changesQuery(sources: readonly ChangeSource[]): string {
  const ofSources = sources.map(
    ({ subject, changes }) =>
      `SELECT '${subject}' AS subject, partner_id, max(revision) AS revision
       FROM (${changes('$1::bigint', 'state.present')}) changes GROUP BY partner_id`,
  );
  return `
    SELECT state.*, changes.* FROM (${STATE}) state
    LEFT JOIN LATERAL (${ofSources.join(' UNION ALL ')}) changes ON true`;
}
