import { randomBytes } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { createApplication } from '../../src/application.js';
import { type Configuration, parseDuration, parseTokenKeys } from '../../src/configuration/index.js';
import { KeyRotation, type SealedCounts, type SealingOptions } from '../../src/backend-definitions/index.js';
import { Retention, Updates } from '../../src/change-feed/index.js';
import { ChangeSignal } from '../../src/change-signal/index.js';
import { CountExchange } from '../../src/limits/index.js';
import { type Answer, type AnyAnswer, Client } from './client.js';
import { Contract } from './contract.js';
import { SoapClient } from './soap-client.js';
import { SoapContract } from './soap-contract.js';
import { TestClock } from './test-clock.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface TestRegistryOptions {
  readonly configuration?: Partial<Configuration>;
  readonly clock?: TestClock;
  /** Another instance, on whose database this one runs. */
  readonly beside?: TestRegistry;
  /** The database to use, instead of one on the server that all suites share. */
  readonly database?: TestDatabase;
  /** Where the database is reached, if not directly. */
  readonly reachedBy?: (databaseUrl: string) => string;
  /** The ways to a delta, if not all. */
  readonly ways?: Updates['ways'] | undefined;
  /** Called with every answer that any client of this registry gets. */
  readonly onAnswer?: (answer: AnyAnswer) => void;
}

/** A registry on a database of its own, listening on a free port of the loopback interface. */
export class TestRegistry {
  private constructor(
    readonly address: string,
    readonly databaseUrl: string,
    readonly clock: TestClock,
    readonly contract: Contract,
    readonly admin: Client,
    /** Everything that was logged, as it would stand on standard output. */
    readonly log: readonly string[],
    /** Removes what is past the retention time, as the hourly run does. */
    readonly prune: () => Promise<number>,
    /** Encrypts anew what is not under the first key, as the command does. */
    readonly sealAnew: (options?: SealingOptions) => Promise<SealedCounts>,
    readonly signal: ChangeSignal,
    /** Tells the other instances what this one has counted for the limits, and asks them. */
    readonly exchangeCounts: () => Promise<void>,
    readonly stop: () => Promise<void>,
    /** A part of the service, for what no client can bring about: that something is due. */
    readonly part: <T>(type: Type<T>) => T,
    private readonly soapContract: SoapContract,
    private readonly onAnswer?: (answer: AnyAnswer) => void,
  ) {}

  static async start({
    configuration,
    clock = new TestClock(),
    onAnswer,
    beside,
    database: given,
    reachedBy = (url) => url,
    ways,
  }: TestRegistryOptions = {}): Promise<TestRegistry> {
    const database = beside ? databaseOf(beside) : (given ?? (await createTestDatabase()));
    const log: string[] = [];
    const adminSecret = beside?.admin.secret ?? randomBytes(32).toString('base64url');
    const settings = { ...DEFAULTS, adminSecret, ...configuration };
    const surroundings = { wallClock: clock, log: { write: (line: string) => void log.push(line) } };
    const app = await createApplication(settings, reachedBy(database.url), surroundings);
    if (ways) app.get(Updates, { strict: false }).ways = ways;
    await app.listen(0, '127.0.0.1');
    const address = await app.getUrl();
    const contract = await Contract.read(address);
    const soapContract = await SoapContract.read(address);
    const admin = new Client(address, contract, adminSecret, onAnswer);
    const prune = () => app.get(Retention, { strict: false }).prune();
    const sealAnew = (options?: SealingOptions) => app.get(KeyRotation, { strict: false }).sealAnew(options);
    const stop = async () => {
      await app.close();
      await database.drop();
    };
    const signal = app.get(ChangeSignal, { strict: false });
    const exchangeCounts = () => app.get(CountExchange, { strict: false }).exchange();
    const part = <T>(type: Type<T>) => app.get(type, { strict: false });
    const settled = [address, database.url, clock, contract, admin, log, prune, sealAnew, signal] as const;
    return new TestRegistry(...settled, exchangeCounts, stop, part, soapContract, onAnswer);
  }

  /** Somebody with this secret, right or wrong. */
  as(secret: string): Client {
    return new Client(this.address, this.contract, secret, this.onAnswer);
  }

  /** The same partner by SOAP, as `admit` returned it. */
  bySoap(partnerId: string, { secret }: Pick<Client, 'secret'>): SoapClient {
    return new SoapClient(this.address, this.soapContract, partnerId, secret, this.onAnswer);
  }

  /** Admits a partner and lets it in. */
  async admit(partnerId: string, ids: { operatorIds?: string[]; providerIds?: string[] }): Promise<Client> {
    const admission = { partnerId, name: `Company ${partnerId}`, operatorIds: [], providerIds: [], ...ids };
    expectStatus(await this.admin.post('/v1/admin/partners', admission), 201);
    const issued = await this.admin.post(`/v1/admin/partners/${partnerId}/credentials`, {});
    expectStatus(issued, 201);
    return this.as(issued.body.secret);
  }
}

/** The one that made it drops it. */
function databaseOf({ databaseUrl }: TestRegistry): TestDatabase {
  return { url: databaseUrl, drop: () => Promise.resolve() };
}

const DEFAULTS: Configuration = {
  host: '127.0.0.1',
  port: 0,
  workers: 1,
  databaseUrl: undefined,
  databaseReadUrl: undefined,
  dataDirectory: './data',
  adminSecret: undefined,
  tokenKeys: parseTokenKeys(`test:${randomBytes(32).toString('base64')}`),
  tls: undefined,
  maxConnections: 10_000,
  trustedProxies: ['loopback'],
  clockTolerance: parseDuration('60s'),
  retention: parseDuration('30d'),
  changeSignal: 'notify',
  longestWait: parseDuration('60s'),
  requestLimit: undefined,
  failedLoginLimit: undefined,
  failedLoginLimitPerName: undefined,
  waitingPollLimit: undefined,
  endpointProbes: undefined,
  endpointProbesAllow: [],
  endpointHealthForPartners: false,
  registryUrl: undefined,
  logLevel: 'info',
};

/** Fails with the answer's own words. */
export function expectStatus(answer: Answer, ...statuses: number[]): void {
  if (!statuses.includes(answer.status))
    throw new Error(`Expected ${statuses.join(' or ')}, got ${answer.status}: ${answer.text}`);
}
