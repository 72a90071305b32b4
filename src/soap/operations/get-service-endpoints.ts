import type { BackendDefinition } from '../../backend-definitions/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { OCHP } from '../envelope/namespaces.js';
import { element } from '../envelope/xml-text.js';
import { nothingToSee } from '../results/nothing-to-see.js';
import { tokenElements } from './definition-elements.js';
import { inPieces } from './in-pieces.js';
import type { Operation, Reply, Task } from './operation.js';
import { patternElements } from './patterns.js';
import { peek } from './peek.js';
import type { VisibleDefinitions } from './visible-definitions.js';

/** GetServiceEndpoints of OCHP-direct 0.2: all that the caller may see, one element for each token that is not over. */
export class GetServiceEndpoints implements Operation {
  readonly name = 'GetServiceEndpoints';
  readonly namespace = OCHP;

  constructor(private readonly visible: VisibleDefinitions) {}

  prepare(): Task {
    return ({ partnerId }) => this.reply(partnerId);
  }

  private async reply(caller: PartnerId): Promise<Reply> {
    const { first, all } = await peek(this.endpoints(caller));
    if (first === undefined) return { result: nothingToSee(await this.visible.isConnected(caller)) };
    return { result: { code: 'ok', description: 'All endpoints of connected partners.' }, content: all };
  }

  /** In the order of the schema: those of providers, then those of operators. Nothing is yielded for nothing. */
  private async *endpoints(caller: PartnerId): AsyncGenerator<string> {
    for (const role of ['provider', 'operator'] as const)
      for await (const { items } of this.visible.snapshot(caller, role))
        yield* inPieces(this.elementsOf(role, items));
  }

  /** Each repeats all patterns of its definition: of 62 tokens, 62 times. */
  private *elementsOf(role: Role, definitions: readonly BackendDefinition[]): Generator<string> {
    for (const definition of definitions) {
      const place = element('url', definition.url) + element('namespaceUrl', definition.namespaceUrl);
      const patterns = patternElements(definition);
      for (const token of this.visible.liveTokens(definition).map(tokenElements))
        yield `<${role}EndpointArray>${place}${token}${patterns}</${role}EndpointArray>`;
    }
  }
}
