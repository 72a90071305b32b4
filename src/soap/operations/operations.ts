import { Injectable } from '@nestjs/common';
import type { XmlElement } from 'libxml2-wasm';
import { BackendDefinitionsService } from '../../backend-definitions/index.js';
import { ROLES } from '../../partners/index.js';
import { isElement } from '../envelope/xml-elements.js';
import { SoapFault } from '../envelope/soap-fault.js';
import { AddServiceEndpoints } from './add-service-endpoints.js';
import { GetBackendDefinitionUpdates } from './get-backend-definition-updates.js';
import { GetServiceEndpoints } from './get-service-endpoints.js';
import type { Operation } from './operation.js';
import { UpdateBackendDefinition } from './update-backend-definition.js';
import { VisibleDefinitions } from './visible-definitions.js';

/** All operations of the contract. */
@Injectable()
export class Operations {
  private readonly all: readonly Operation[];

  constructor(definitions: BackendDefinitionsService, visible: VisibleDefinitions) {
    this.all = [
      new AddServiceEndpoints(definitions),
      new GetServiceEndpoints(visible),
      ...ROLES.flatMap((role) => [
        new UpdateBackendDefinition(role, definitions),
        new GetBackendDefinitionUpdates(role, visible),
      ]),
    ];
  }

  /**
   * The element decides, and not the SOAPAction, which clients leave out or set to what they like.
   * @throws SoapFault `Client`
   */
  for(message: XmlElement): Operation {
    const operation = this.all.find(({ name, namespace }) => isElement(message, namespace, `${name}Request`));
    if (operation) return operation;
    throw this.unknown(message);
  }

  /** Most who miss an operation have its name nearly right, or its namespace wrong. */
  private unknown({ name }: XmlElement): SoapFault {
    const requests = this.all.map((operation) => `{${operation.namespace}}${operation.name}Request`);
    const near = requests.filter((request) => request.replace(/.*}/, '').startsWith(name));
    const known = near.length === 1 ? `Did you mean ${near.join()}?` : `There are ${requests.join(', ')}.`;
    return new SoapFault(
      'Client',
      `The Body holds a message that is not known. ${known}`,
      'unknown-operation',
    );
  }
}
