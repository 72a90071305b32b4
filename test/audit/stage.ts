import { Stage } from '../contract/stage.js';
import { askDatabase, type Client, expectStatus, type TestRegistryOptions } from '../environment/index.js';

/** An entry as a body tells it. */
export type ToldEntry = Record<string, any>;

/** The stage, on which somebody reads what was done. */
export class AuditStage {
  private constructor(readonly stage: Stage) {}

  static async set(options: TestRegistryOptions = {}): Promise<AuditStage> {
    return new AuditStage(await Stage.set(options));
  }

  get registry() {
    return this.stage.registry;
  }

  get admin(): Client {
    return this.stage.registry.admin;
  }

  /** What staff read, the newest first. */
  async all(filter = ''): Promise<ToldEntry[]> {
    return read(this.admin, `/v1/admin/audit?${filter}`);
  }

  /** What a partner reads. */
  async of(partner: Client, filter = ''): Promise<ToldEntry[]> {
    return read(partner, `/v1/self/audit?${filter}`);
  }

  /** What was recorded meanwhile, the oldest first. */
  async during(work: () => Promise<unknown>): Promise<ToldEntry[]> {
    const [before] = await this.all('limit=1');
    await work();
    const entries = await this.all();
    return entries.filter(({ entryId }) => entryId > before!.entryId).reverse();
  }

  /** How many entries there are. */
  async count(): Promise<number> {
    const [row] = await askDatabase(
      this.registry.databaseUrl,
      'SELECT count(*)::int AS count FROM audit_entry',
    );
    return row.count;
  }
}

async function read(client: Client, path: string): Promise<ToldEntry[]> {
  const answer = await client.get(path);
  expectStatus(answer, 200);
  return answer.body.items;
}
