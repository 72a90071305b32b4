import type { Client } from 'pg';
import type { ChangeSignalKind } from '../configuration/index.js';
import { REVISIONS } from '../database/index.js';

/**
 * How an instance comes to look at the clock row. Looking is what tells; whatever makes it look sooner is a hint at
 * most, and may be lost.
 */
export interface Trigger {
  /** Milliseconds between two looks where there was no hint. */
  readonly heartbeat: number;
  /** @param hint to be called when it is worth looking now */
  readonly attach: (client: Client, hint: () => void) => Promise<unknown>;
}

export const TRIGGERS: Readonly<Record<ChangeSignalKind, Trigger>> = {
  notify: {
    heartbeat: 250,
    attach: (client, hint) => {
      client.on('notification', hint);
      return client.query(`LISTEN ${REVISIONS}`);
    },
  },
  poll: { heartbeat: 100, attach: () => Promise.resolve() },
};
