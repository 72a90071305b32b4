import type { XmlElement } from 'libxml2-wasm';
import type { BackendDefinition } from '../../backend-definitions/index.js';
import type { Identified } from '../../change-feed/index.js';
import type { Revision } from '../../database/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { RegistryError, type RegistryErrorCode } from '../../registry-error/index.js';
import { REGISTRY } from '../envelope/namespaces.js';
import { Children } from '../envelope/xml-elements.js';
import { element } from '../envelope/xml-text.js';
import { nothingToSee } from '../results/nothing-to-see.js';
import { definitionElement, momentElement, removedElement } from './definition-elements.js';
import { inPieces } from './in-pieces.js';
import type { Operation, Reply, Task } from './operation.js';
import { peek } from './peek.js';
import type { VisibleDefinitions } from './visible-definitions.js';

const BEGIN_ANEW: readonly RegistryErrorCode[] = ['before-retention', 'epoch-changed'];

/** "Download updates in operator (provider) backend definitions from the CHS" of the concept. */
export class GetBackendDefinitionUpdates implements Operation {
  readonly name: string;
  readonly namespace = REGISTRY;

  constructor(
    private readonly role: Role,
    private readonly visible: VisibleDefinitions,
  ) {
    this.name =
      role === 'operator' ? 'GetOperatorBackendDefinitionUpdates' : 'GetProviderBackendDefinitionUpdates';
  }

  prepare(message: XmlElement): Task {
    const lastUpdate = new Children(message).first('lastUpdate');
    const text = lastUpdate && new Children(lastUpdate).text('DateTime');
    return async ({ partnerId }) => {
      const delta = text === undefined ? undefined : await this.delta(partnerId, text);
      return delta ?? this.fullList(partnerId);
    };
  }

  /**
   * Undefined where it cannot be told what changed since then, as it is too long ago, or of an earlier epoch:
   * `lastUpdate` is only a hint to send less.
   */
  private async delta(caller: PartnerId, lastUpdate: string): Promise<Reply | undefined> {
    try {
      const { first, all } = await peek(this.visible.updates(caller, this.role, lastUpdate));
      const result = { code: 'ok', description: `What changed since ${lastUpdate}.` } as const;
      return first && { result, content: this.deltaContent(first.asOf, all) };
    } catch (error) {
      if (error instanceof RegistryError && BEGIN_ANEW.includes(error.code)) return undefined;
      throw error;
    }
  }

  private async fullList(caller: PartnerId): Promise<Reply> {
    const { first, all } = await peek(this.visible.snapshot(caller, this.role));
    const isEmpty = first?.items.length === 0;
    const result = isEmpty
      ? nothingToSee(await this.visible.isConnected(caller), this.role)
      : ({ code: 'ok', description: 'The full list: drop whatever else you have.' } as const);
    return { result, ...(first && { content: this.fullContent(first.asOf, all) }) };
  }

  private async *fullContent(
    asOf: Revision,
    pages: AsyncIterable<{ items: readonly BackendDefinition[] }>,
  ): AsyncGenerator<string> {
    yield head(asOf, true);
    for await (const { items } of pages) yield* this.definitionElements(items);
  }

  /** What is removed comes last, and is held until then: it is short. */
  private async *deltaContent(
    asOf: Revision,
    pages: AsyncIterable<{ updated: readonly BackendDefinition[]; removed: readonly Identified[] }>,
  ): AsyncGenerator<string> {
    const removed: string[] = [];
    yield head(asOf, false);
    for await (const page of pages) {
      removed.push(...page.removed.map(removedElement));
      yield* this.definitionElements(page.updated);
    }
    yield removed.join('');
  }

  private definitionElements(definitions: readonly BackendDefinition[]): Generator<string> {
    const { visible } = this;
    const elements = function* () {
      for (const definition of definitions)
        yield definitionElement(definition, visible.liveTokens(definition));
    };
    return inPieces(elements());
  }
}

function head(asOf: Revision, isFullList: boolean): string {
  return momentElement('asOf', asOf) + element('isFullList', String(isFullList));
}
