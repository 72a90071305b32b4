import { Probing } from '../../src/endpoint-health/index.js';
import { parseDuration } from '../../src/configuration/index.js';
import {
  type Client,
  expectStatus,
  operatorPublication,
  providerPublication,
  TestClock,
  TestRegistry,
  type TestRegistryOptions,
} from '../environment/index.js';
import { Authority } from './certificates.js';
import { PartnerServer } from './partner-server.js';

/** Longer than an interval, with all that chance may add. */
export const OVER_AN_INTERVAL = 17 * 60_000;

const SETTINGS = { endpointProbes: parseDuration('15m'), endpointProbesAllow: ['127.0.0.1'] };

/** A registry that probes, an operator and a provider that are connected, and somebody who is connected with nobody. */
export class EndpointStage {
  private readonly running: { stop(): Promise<void> }[] = [];

  private constructor(
    readonly registry: TestRegistry,
    readonly authority: Authority,
    readonly operator: Client,
    readonly provider: Client,
    readonly stranger: Client,
  ) {}

  static async set(options: TestRegistryOptions = {}): Promise<EndpointStage> {
    const authority = await Authority.found('trusted');
    const registry = await startProbing(authority, options);
    const operator = await registry.admit('cpo', { operatorIds: ['DE8AA'] });
    const provider = await registry.admit('emp', { providerIds: ['DE9BB'] });
    const stranger = await registry.admit('outsider', { operatorIds: ['NL1OP'], providerIds: ['NL2EM'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/emp'), 201);
    return new EndpointStage(registry, authority, operator, provider, stranger);
  }

  /** Another instance on the same database, with the same settings. */
  async another(): Promise<TestRegistry> {
    const { registry } = this;
    return this.keep(await startProbing(this.authority, { beside: registry, clock: registry.clock }));
  }

  async server(
    wish: Parameters<Authority['issue']>[0] = {},
    answer?: Parameters<typeof PartnerServer.https>[1],
  ): Promise<PartnerServer> {
    return this.keep(await PartnerServer.https(await this.authority.issue(wish), answer));
  }

  /** Publishes as the operator. */
  async publish(backendId: string, url: string, changes: object = {}): Promise<void> {
    const publication = operatorPublication(this.registry.clock, { url, ...changes });
    expectStatus(await this.operator.put(`/v1/self/operator-backends/${backendId}`, publication), 200, 201);
  }

  async publishAsProvider(backendId: string, url: string, changes: object = {}): Promise<void> {
    const publication = providerPublication(this.registry.clock, { url, ...changes });
    expectStatus(await this.provider.put(`/v1/self/provider-backends/${backendId}`, publication), 200, 201);
  }

  async publishAsStranger(backendId: string, url: string): Promise<void> {
    const publication = operatorPublication(this.registry.clock, { url, whitelist: ['NL1OPE%'] });
    expectStatus(await this.stranger.put(`/v1/self/operator-backends/${backendId}`, publication), 200, 201);
  }

  /** Probes what is due; how many that were. */
  probe(registry: TestRegistry = this.registry): Promise<number> {
    return registry.part(Probing).run();
  }

  /** An interval later. */
  async probeAgain(): Promise<number> {
    this.registry.clock.advance(OVER_AN_INTERVAL);
    return this.probe();
  }

  async stop(): Promise<void> {
    for (const one of this.running) await one.stop();
    await this.registry.stop();
  }

  private keep<T extends { stop(): Promise<void> }>(one: T): T {
    this.running.push(one);
    return one;
  }
}

async function startProbing(authority: Authority, options: TestRegistryOptions): Promise<TestRegistry> {
  const configuration = { ...SETTINGS, ...options.configuration };
  const registry = await TestRegistry.start({ ...options, configuration });
  registry.part(Probing).network = { issuers: authority.certificate };
  return registry;
}

/**
 * Early enough that no token for the next day is due. Not in the past: a new registry's first revision is of the
 * machine's time, and so would all be that follow.
 */
export const MORNING = `${new TestClock().day(1)}T08:00:00Z`;
