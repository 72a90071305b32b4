export { freshToken, operatorPublication, providerPublication } from './publications.js';
export { askDatabase } from './ask-database.js';
export { type Answer, type AnyAnswer, Client } from './client.js';
export { EventStream, type ServerSentEvent } from './event-stream.js';
export { Contract, type OpenApi } from './contract.js';
export { TestClock } from './test-clock.js';
export { type ReplicatedPair, startReplicated } from './standby.js';
export { TcpProxy } from './tcp-proxy.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
export { expectStatus, TestRegistry, type TestRegistryOptions } from './test-registry.js';
export { envelope, request, type SoapAnswer, SoapClient, usernameToken } from './soap-client.js';
export {
  addedEndpoints,
  messageElement,
  soapOperations,
  statedDefinition,
  type StatedBackend,
  withdrawnBackend,
} from './soap-messages.js';
export { SOAP_ENVELOPE, SoapContract } from './soap-contract.js';
export { childElements, escapeXml, withDocument } from './xml.js';
