import { type Answer, type Client, expectStatus } from '../../environment/index.js';
import { Stage } from '../stage.js';

/** Sends bodies to the operations that take them, so that good ones do not get in each other's way. */
export class Receiver {
  private admitted = 0;

  private constructor(private readonly stage: Stage) {}

  static async start(): Promise<Receiver> {
    const stage = await Stage.set();
    const applicant = { partnerId: 'corpus', name: 'Corpus', operatorIds: [], providerIds: [] };
    expectStatus(await stage.registry.admin.post('/v1/admin/partners', applicant), 201);
    return new Receiver(stage);
  }

  get address(): string {
    return this.stage.registry.address;
  }

  stop(): Promise<void> {
    return this.stage.registry.stop();
  }

  operatorPublication(body: unknown): Promise<Answer> {
    return publish(this.stage.operator, '/v1/self/operator-backends/corpus', body);
  }

  providerPublication(body: unknown): Promise<Answer> {
    return publish(this.stage.provider, '/v1/self/provider-backends/corpus', body);
  }

  accessToken(body: unknown): Promise<Answer> {
    return this.stage.operator.put('/v1/self/operator-backends/cms-1/tokens/2099-12-31', body);
  }

  /** Where the name is not what is tried, it is one that is not taken; the IDs are given back. */
  async admission(body: unknown): Promise<Answer> {
    const isNamed = (body as { partnerId?: unknown } | null)?.partnerId === 'named';
    const application = isNamed ? { ...(body as object), partnerId: `corpus-${(this.admitted += 1)}` } : body;
    const answer = await this.stage.registry.admin.post('/v1/admin/partners', application);
    if (answer.status === 201) await this.giveBack(answer.body.partnerId);
    return answer;
  }

  async change(body: unknown): Promise<Answer> {
    const answer = await this.stage.registry.admin.patch('/v1/admin/partners/corpus', body);
    if (answer.status === 200) await this.giveBack('corpus');
    return answer;
  }

  credentialRequest(body: unknown): Promise<Answer> {
    return this.stage.registry.admin.post('/v1/admin/partners/corpus/credentials', body);
  }

  private async giveBack(partnerId: string): Promise<void> {
    const nothing = { operatorIds: [], providerIds: [] };
    expectStatus(await this.stage.registry.admin.patch(`/v1/admin/partners/${partnerId}`, nothing), 200);
  }
}

/** And withdraws, since the same tokens come again. */
async function publish(client: Client, path: string, body: unknown): Promise<Answer> {
  const answer = await client.put(path, body);
  if (answer.status === 201) expectStatus(await client.delete(path), 204);
  return answer;
}
