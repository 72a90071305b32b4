import { jsonRequest } from '../load/http-request.js';
import { COUNTER } from '../load/load.js';
import { PinnedProgram } from '../machine/pinned-program.js';
import { spreadOf } from '../measuring/statistics.js';
import { measureEtcdWatch } from '../peers/etcd-watch.js';
import { findProgram } from '../peers/peer.js';
import { admitProviders } from '../service/providers.js';
import { admitPublishers, tokenPath } from '../service/publishers.js';
import type { Registry } from '../service/registry.js';
import type { Updates } from '../service/updates.js';
import type { WaitingFigures, WaitingLoad } from '../waiting/waiting.js';
import type { Workbench } from '../workbench.js';
import type { Row } from './row.js';

const PROGRAM = new URL('../waiting/waiting-program.js', import.meta.url);
const PUBLISHERS = 10;
const SINCE_SENT =
  'from the first byte of the publication sent to the last byte of a poll received, the publication included';

/** Who waits, and for how much. */
interface Crowd {
  readonly providers: number;
  /** How many polls of each provider wait at a time. */
  readonly pollsEach: number;
  /** In each round. */
  readonly publications: number;
}

export const waitOne: Row = {
  name: 'wait',
  title: 'a publication to the answer of the one poll that waits',
  measure: async (bench) => {
    await using registry = await bench.registry('wait_one');
    const crowd = { providers: 1, pollsEach: 1, publications: 100 };
    const measured = await measureWaiting(registry, crowd, bench.options.rounds);
    const what = 'publication to the answer of a waiting poll';
    return [
      {
        what,
        ...figure('ms (p50)', measured, ({ p50 }) => p50),
        wanted: { below: 5 },
        notes: [SINCE_SENT, await etcdNote(bench)],
      },
      { what, ...figure('ms (p99)', measured, ({ p99 }) => p99), wanted: { below: 25 } },
      { what: `${what}, from its own answer`, ...figure('ms (p50)', measured, (one) => one.p50FromAnswer) },
    ];
  },
};

export const waitMany: Row = {
  name: 'wait-5000',
  title: 'a publication to the answers of the 500 polls that it concerns, of 5,000 that wait',
  measure: async (bench) => {
    await using registry = await bench.registry('wait_many');
    const crowd = { providers: 500, pollsEach: 10, publications: 2 * PUBLISHERS };
    const measured = await measureWaiting(registry, crowd, bench.options.rounds);
    const what = 'publication to the answers of 500 polls, 5,000 waiting';
    return [
      { what, ...figure('ms (p50)', measured, ({ p50 }) => p50) },
      { what, ...figure('ms (p99)', measured, ({ p99 }) => p99), wanted: { below: 250 } },
    ];
  },
};

/** What the nearest thing elsewhere takes; it is no floor, since it neither publishes as much nor asks who may see it. */
async function etcdNote({ options }: Workbench): Promise<string> {
  const command = await findProgram('etcd');
  if (command === undefined) return 'etcd is not installed: its watch was not measured';
  const median = await measureEtcdWatch(command, 200, options.cores);
  return `beside it, etcd took ${median.toFixed(1)} ms (p50) from a put sent to the event of a watch by its JSON gateway`;
}

/** There is nothing to compare it with: these are times, and say as much of the machine as of the service. */
function figure(unit: string, measured: readonly WaitingFigures[], valueOf: (one: WaitingFigures) => number) {
  return { against: '–', unit, subject: spreadOf(measured.map(valueOf)) };
}

/** The first round is not counted. */
async function measureWaiting(registry: Registry, crowd: Crowd, rounds: number): Promise<WaitingFigures[]> {
  const { admin, service } = registry;
  const publishers = await admitPublishers(admin, PUBLISHERS);
  const secrets = await admitProviders(admin, publishers, crowd.providers);
  const concerns = Math.max(1, crowd.providers / PUBLISHERS) * crowd.pollsEach;
  const requests = publishers.map(({ secret, backendId }) => ({
    request: jsonRequest('PUT', tokenPath(backendId), secret, { accessToken: `awaited-${COUNTER}` }),
    concerns,
  }));
  const load = async (): Promise<WaitingLoad> => {
    const { asOf: since } = await admin.as(secrets[0] ?? '').get<Updates>('/v1/operator-backends?limit=1');
    const pollers = secrets.flatMap((secret) =>
      Array.from({ length: crowd.pollsEach }, () => ({ secret, since })),
    );
    return { port: service.port, pollers, publishers: requests, publications: crowd.publications };
  };
  await using program = await PinnedProgram.start<object, WaitingLoad, WaitingFigures>(PROGRAM, {});
  const measured: WaitingFigures[] = [];
  for (let round = 0; round <= rounds; round += 1) measured.push(await program.ask(await load()));
  return measured.slice(1);
}
