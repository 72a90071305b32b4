import type { XmlElement } from 'libxml2-wasm';
import { addEndpoint, type BackendDefinitionsService, type Day } from '../../backend-definitions/index.js';
import type { Role } from '../../partners/index.js';
import { OCHP } from '../envelope/namespaces.js';
import { Children } from '../envelope/xml-elements.js';
import { resultOfVerdicts, type Said } from '../results/result-of-verdicts.js';
import type { Operation, Task } from './operation.js';
import { readPatterns } from './patterns.js';

const LISTS: readonly [list: string, role: Role][] = [
  ['providerEndpointArray', 'provider'],
  ['operatorEndpointArray', 'operator'],
];

/** AddServiceEndpoints of OCHP-direct 0.2: endpoints, each with the token of one day, beside those that are there. */
export class AddServiceEndpoints implements Operation {
  readonly name = 'AddServiceEndpoints';
  readonly namespace = OCHP;

  constructor(private readonly definitions: BackendDefinitionsService) {}

  prepare(message: XmlElement): Task {
    const lists = new Children(message);
    const said = LISTS.flatMap(([list, role]) =>
      lists.all(list).map((endpoint, index) => readEndpoint(role, `${list}[${index + 1}]`, endpoint)),
    );
    return async (caller) => {
      const statements = said.map(({ statement }) => statement);
      const verdicts = await this.definitions.stateAll(caller.partnerId, statements, caller);
      return { result: resultOfVerdicts(said, verdicts) };
    };
  }
}

function readEndpoint(role: Role, place: string, element: XmlElement): Said {
  const fields = new Children(element);
  const url = fields.text('url');
  const endpoint = { url, namespaceUrl: fields.text('namespaceUrl'), binding: 'soap' as const };
  const token = { accessToken: fields.text('accessToken'), validDate: fields.text('validDate') as Day };
  return {
    place,
    url,
    statement: addEndpoint(role, endpoint, readPatterns(fields), token),
    // The element holds one token, and no list of them.
    nameOf: (path) => path.filter((step, index) => step !== 'tokens' && path[index - 1] !== 'tokens'),
  };
}
