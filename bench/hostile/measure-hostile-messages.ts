import { randomBytes } from 'node:crypto';
import { type Answers, flood } from './flood.js';
import { messageKinds } from './hostile-messages.js';
import { startThrowAwayDatabase } from '../../demo/throw-away-database.js';
import { MeasuredService } from '../service/measured-service.js';
import { RegistryClient } from '../service/registry-client.js';

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
  const database = await startThrowAwayDatabase();
  try {
    const adminSecret = randomBytes(32).toString('base64url');
    const settings = { databaseUrl: database.url, adminSecret, logLevel: 'error' };
    await using service = await MeasuredService.start(settings);
    const admin = new RegistryClient(service.address, adminSecret);
    const secret = await admin.admit(PARTNER, { operatorIds: ['DE8AA'] });
    const memory: MemorySample[] = [{ messages: 0, residentMemory: await service.residentMemory() }];
    const step = Math.ceil(count / SAMPLES);
    const kinds = messageKinds(PARTNER, secret);
    const answers = await flood(`${service.address}/soap/ochp-direct`, kinds, count, async (messages) => {
      if (messages % step === 0 || messages === count)
        memory.push({ messages, residentMemory: await service.residentMemory() });
    });
    return { kinds: answers.filter(({ durations }) => durations.length > 0).map(figuresOf), memory };
  } finally {
    await database.stop();
  }
}

const PARTNER = 'stadtwerke';

function figuresOf({ kind, statuses, longest, durations }: Answers): KindFigures {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return {
    ...{ kind, messages: durations.length, statuses: [...statuses], longestAnswer: longest },
    median: at(0.5),
    p99: at(0.99),
  };
}
