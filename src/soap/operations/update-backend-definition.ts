import type { XmlElement } from 'libxml2-wasm';
import {
  type BackendDefinitionsService,
  type BackendId,
  type DailyToken,
  type Day,
  type Endpoint,
  publish,
  type Target,
  withdraw,
} from '../../backend-definitions/index.js';
import type { Role } from '../../partners/index.js';
import { REGISTRY } from '../envelope/namespaces.js';
import { Children } from '../envelope/xml-elements.js';
import { resultOfVerdicts, type Said } from '../results/result-of-verdicts.js';
import type { Operation, Task } from './operation.js';
import { readPatterns } from './patterns.js';

/** "Update own operator (provider) backend definition in the CHS" of the concept: states in full, and withdraws. */
export class UpdateBackendDefinition implements Operation {
  readonly name: string;
  readonly namespace = REGISTRY;

  constructor(
    private readonly role: Role,
    private readonly definitions: BackendDefinitionsService,
  ) {
    this.name = role === 'operator' ? 'UpdateOperatorBackendDefinition' : 'UpdateProviderBackendDefinition';
  }

  prepare(message: XmlElement): Task {
    const lists = new Children(message);
    const said = [
      ...lists.all('backendDefinition').map((element, index) => readDefinition(this.role, element, index)),
      ...lists
        .all('removedBackendDefinition')
        .map((element, index) => readRemoved(this.role, element, index)),
    ];
    return async (caller) => {
      const statements = said.map(({ statement }) => statement);
      const verdicts = await this.definitions.stateAll(caller.partnerId, statements, caller);
      return { result: resultOfVerdicts(said, verdicts) };
    };
  }
}

function readDefinition(role: Role, element: XmlElement, index: number): Said {
  const fields = new Children(element);
  const endpoint = readEndpoint(fields);
  const tokens = fields.all('token').map(readToken);
  const publication = { ...endpoint, ...readPatterns(fields), tokens };
  return {
    place: `backendDefinition[${index + 1}]`,
    url: endpoint.url,
    statement: publish(role, readTarget(fields, endpoint), publication),
    nameOf: (path) => path.map((step) => (step === 'tokens' ? 'token' : step)),
  };
}

function readRemoved(role: Role, element: XmlElement, index: number): Said {
  const fields = new Children(element);
  return {
    place: `removedBackendDefinition[${index + 1}]`,
    statement: withdraw(role, readTarget(fields, readEndpoint(fields))),
    nameOf: (path) => path,
  };
}

function readEndpoint(fields: Children): Endpoint {
  return { url: fields.text('url'), namespaceUrl: fields.text('namespaceUrl'), binding: 'soap' };
}

function readTarget(fields: Children, endpoint: Endpoint): Target {
  const backendId = fields.optionalText('backendId');
  return backendId === undefined ? { endpoint } : { backendId: backendId as BackendId };
}

function readToken(element: XmlElement): DailyToken {
  const fields = new Children(element);
  return { accessToken: fields.text('accessToken'), validDate: fields.text('validDate') as Day };
}
