import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { Configuration, type Duration } from '../configuration/index.js';
import { parseUrl } from '../url/index.js';
import { DueEndpoints } from './due-endpoints.js';
import { EndpointDuties } from './endpoint-duties.js';
import { permittedAddresses, probe, type ProbeNetwork } from './probe/index.js';

/** How many hosts are probed at once; each one URL after another. */
const MOST_HOSTS = 16;

/** How many URLs a run probes, in all and of one host: what is left is due in the next one. */
const MOST_OF_A_RUN = 240;
const MOST_OF_A_HOST = 12;

/** Milliseconds. */
const LONGEST_PROBE = 10_000;

/** Longer than a run of probes that all take the longest: 240 / 16 of them one after another, and a host's at the end. */
const LEASE = 6 * 60_000;

/** Probes what is due, on one instance at a time. */
@Injectable()
export class Probing {
  /** The tests have name servers and issuers of their own. */
  network: ProbeNetwork = {};
  private readonly stopping = new AbortController();
  private underWay: Promise<number> | undefined;

  constructor(
    private readonly endpoints: DueEndpoints,
    private readonly duties: EndpointDuties,
    private readonly configuration: Configuration,
  ) {}

  /** Returns how many URLs were probed: none where probes are off, or another instance is at it. */
  async run(): Promise<number> {
    this.underWay ??= this.runOnce().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  /** Ends the probes under way, whose outcome is not known then, and waits for them. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.underWay?.catch(() => undefined);
  }

  private async runOnce(): Promise<number> {
    const { endpointProbes: interval } = this.configuration;
    if (interval === undefined || !(await this.duties.take('probing', LEASE))) return 0;
    try {
      return await this.probeWhatIsDue(interval);
    } finally {
      await this.duties.release('probing');
    }
  }

  private async probeWhatIsDue(interval: Duration): Promise<number> {
    await this.endpoints.forgetWithdrawn();
    const urls = await this.endpoints.list(interval, MOST_OF_A_RUN);
    const hosts = byHost(urls);
    const counts = await pLimit(MOST_HOSTS).map(hosts, (ofHost) => this.probeInTurn(ofHost));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async probeInTurn(urls: readonly string[]): Promise<number> {
    const { signal: over } = this.stopping;
    const mayReach = permittedAddresses(this.configuration.endpointProbesAllow);
    let count = 0;
    for (const url of urls.slice(0, MOST_OF_A_HOST)) {
      const finding = await probe(url, { ...this.network, mayReach, longest: LONGEST_PROBE, over });
      if (over.aborted) break;
      await this.endpoints.record(url, finding);
      count += 1;
    }
    return count;
  }
}

/** Ports count as one host: it is one machine that is asked. */
function byHost(urls: readonly string[]): string[][] {
  const hosts = new Map<string, string[]>();
  for (const url of urls) {
    const ofHost = hosts.get(hostOf(url));
    if (ofHost) ofHost.push(url);
    else hosts.set(hostOf(url), [url]);
  }
  return [...hosts.values()];
}

function hostOf(url: string): string {
  return parseUrl(url)?.hostname ?? url;
}
