import { randomBytes } from 'node:crypto';
import { type Answers, flood } from './flood.js';
import { messageKinds } from './hostile-messages.js';
import { MeasuredService } from './measured-service.js';

/** What one kind of message came to. */
export interface KindFigures {
  readonly kind: string;
  readonly messages: number;
  readonly statuses: readonly number[];
  /** In bytes. */
  readonly longestAnswer: number;
  /** In milliseconds, with eight messages under way at a time. */
  readonly median: number;
  readonly p99: number;
}

/** Resident memory of the service, in bytes, after so many messages. */
export interface MemorySample {
  readonly messages: number;
  readonly residentMemory: number;
}

export interface HostileMessageFigures {
  readonly kinds: readonly KindFigures[];
  readonly memory: readonly MemorySample[];
}

const SAMPLES = 10;

/** Sends so many messages of all kinds in turn, and looks at the memory of the service ten times meanwhile. */
export async function measureHostileMessages(count: number): Promise<HostileMessageFigures> {
  const adminSecret = randomBytes(32).toString('base64url');
  const service = await MeasuredService.start(adminSecret);
  try {
    const secret = await admit(service.address, adminSecret);
    const memory: MemorySample[] = [{ messages: 0, residentMemory: await service.residentMemory() }];
    const step = Math.ceil(count / SAMPLES);
    const kinds = messageKinds(PARTNER, secret);
    const answers = await flood(`${service.address}/soap/ochp-direct`, kinds, count, async (messages) => {
      if (messages % step === 0 || messages === count)
        memory.push({ messages, residentMemory: await service.residentMemory() });
    });
    return { kinds: answers.filter(({ durations }) => durations.length > 0).map(figuresOf), memory };
  } finally {
    await service.stop();
  }
}

const PARTNER = 'stadtwerke';

/** @returns the secret of an operator that owns DE8AA */
async function admit(address: string, adminSecret: string): Promise<string> {
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${adminSecret}`, 'content-type': 'application/json' };
    const response = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Record<string, unknown>;
  };
  const ids = { operatorIds: ['DE8AA'], providerIds: [] };
  await post('/v1/admin/partners', { partnerId: PARTNER, name: 'Stadtwerke', ...ids });
  return String((await post(`/v1/admin/partners/${PARTNER}/credentials`, {})).secret);
}

function figuresOf({ kind, statuses, longest, durations }: Answers): KindFigures {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return {
    ...{ kind, messages: durations.length, statuses: [...statuses], longestAnswer: longest },
    median: at(0.5),
    p99: at(0.99),
  };
}
