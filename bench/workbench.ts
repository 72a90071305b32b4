import { randomBytes } from 'node:crypto';
import { migrateDatabase } from '../src/database/index.js';
import { MeasuredDatabase } from './database/measured-database.js';
import { LoadGenerator } from './load/load-generator.js';
import type { Cores } from './machine/cores.js';
import type { Pressure } from './measuring/throughput.js';
import type { RegistrySize } from './registry-of-size.js';
import { type FilledService, fillService, LARGE } from './service/large-registry.js';
import { MeasuredService } from './service/measured-service.js';
import { RegistryClient } from './service/registry-client.js';
import type { Registry } from './service/registry.js';
import { fillSmallRegistry, type SmallRegistry } from './service/small-registry.js';

export interface WorkbenchOptions {
  readonly cores: Cores;
  readonly rounds: number;
  /** Of one measurement, in milliseconds. */
  readonly duration: number;
  readonly logLevel: string;
  /** Where `pouchdb-server` is; undefined: on the path, if at all. */
  readonly pouchdbServer: string | undefined;
  /** Told what is being done. */
  readonly say: (line: string) => void;
}

const CONNECTIONS = 50;

/** What the rows share: a PostgreSQL server, the load generator, and the registries that several of them read. */
export class Workbench implements AsyncDisposable {
  private readonly opened: AsyncDisposable[] = [];
  private small: Promise<Registry & SmallRegistry> | undefined;
  private large: Promise<FilledService> | undefined;

  private constructor(
    readonly options: WorkbenchOptions,
    readonly database: MeasuredDatabase,
    readonly generator: LoadGenerator,
  ) {}

  static async open(options: WorkbenchOptions): Promise<Workbench> {
    return new Workbench(options, await MeasuredDatabase.start(), await LoadGenerator.start());
  }

  get pressure(): Pressure {
    return { connections: CONNECTIONS, duration: this.options.duration };
  }

  /** A service on a new, empty database. */
  async registry(name: string): Promise<Registry> {
    return this.serve(await this.database.create(name));
  }

  /** A service on a database that is there. */
  serve = async (databaseUrl: string): Promise<Registry> => {
    const { cores, logLevel } = this.options;
    const adminSecret = randomBytes(32).toString('base64url');
    const service = await MeasuredService.start({ databaseUrl, adminSecret, logLevel, cores });
    const admin = new RegistryClient(service.address, adminSecret);
    return { databaseUrl, service, admin, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
  };

  /** A service on a new database of that size. */
  async filled(name: string, size: RegistrySize): Promise<FilledService> {
    this.options.say(`fills a registry with ${size.versions} versions`);
    const databaseUrl = await this.database.create(name);
    await migrateDatabase(databaseUrl);
    return fillService(databaseUrl, size, this.serve);
  }

  smallRegistry(): Promise<Registry & SmallRegistry> {
    const open = async () => {
      const registry = this.keep(await this.registry('small'));
      return { ...registry, ...(await fillSmallRegistry(registry.admin)) };
    };
    return (this.small ??= open());
  }

  largeRegistry(): Promise<FilledService> {
    return (this.large ??= this.filled('large', LARGE).then((registry) => this.keep(registry)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of this.opened.reverse()) await one[Symbol.asyncDispose]();
    await this.generator[Symbol.asyncDispose]();
    await this.database[Symbol.asyncDispose]();
  }

  /** Ends it together with the workbench, and not before. */
  private keep<T extends AsyncDisposable>(one: T): T {
    this.opened.push(one);
    return one;
  }
}
