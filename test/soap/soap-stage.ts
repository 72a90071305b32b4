import { expect } from '@jest/globals';
import {
  addedEndpoints,
  envelope,
  freshToken,
  request,
  type SoapClient,
  type StatedBackend,
  type TestRegistryOptions,
} from '../environment/index.js';
import { Stage } from '../contract/stage.js';

/** The stage, and the operator on it, who speaks SOAP. */
export class SoapStage {
  private constructor(
    readonly stage: Stage,
    readonly soap: SoapClient,
  ) {}

  static async set(options: TestRegistryOptions = {}): Promise<SoapStage> {
    const stage = await Stage.set(options);
    return new SoapStage(stage, stage.registry.bySoap('cpo', stage.operator));
  }

  get address(): string {
    return this.stage.registry.address;
  }

  stop(): Promise<void> {
    return this.stage.registry.stop();
  }

  /** A good backend of the operator; say what shall be different. */
  backend(path: string, changes: Partial<StatedBackend> = {}): StatedBackend {
    return {
      url: `https://cms.example/${path}`,
      namespaceUrl: 'http://ochp.eu/1.4',
      whitelist: ['DE8AAE%'],
      blacklist: ['DE8AAE9%'],
      tokens: [{ accessToken: freshToken(), validDate: this.stage.registry.clock.day() }],
      ...changes,
    };
  }

  /** A good message that adds these. */
  adding(...backends: StatedBackend[]): string {
    const content = backends.map((one) => addedEndpoints('operator', one)).join('');
    return envelope(this.soap.securityHeader(), request('ochp', 'AddServiceEndpoints', content));
  }

  /** A good message that changes nothing, and is answered `ok`. */
  asking(header = this.soap.securityHeader()): string {
    return envelope(header, request('ochp', 'GetServiceEndpoints'));
  }

  /** What the operator has published at this path, as it is kept. */
  async kept(path: string): Promise<any> {
    const { body } = await this.stage.operator.get('/v1/self/operator-backends');
    return body.items.find(({ url }: { url: string }) => url === `https://cms.example/${path}`);
  }

  /** Takes a picture of what is there; what is returned makes sure that it is the same still. */
  async picture(): Promise<() => Promise<void>> {
    const before = await this.stage.picture();
    return async () => {
      expect(await this.stage.picture()).toEqual(before);
    };
  }

  /** Makes sure that a good message is answered as ever. */
  async goesOn(): Promise<void> {
    expect((await this.soap.send(this.asking())).code).toBe('ok');
  }
}
