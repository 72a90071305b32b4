export { ApiAnswer } from './api-answer.js';
export { ApiCredentials } from './api-credentials.js';
export { ApiJsonBody } from './api-json-body.js';
export { ApiAnswerOrEvents } from './api-event-stream.js';
export { ApiConditional } from './api-conditional.js';
export { ApiPathParameter } from './api-path-parameter.js';
export { ApiOnlyProblems, ApiProblems, BODY_PROBLEMS } from './api-problems.js';
export { ApiQueryOf } from './api-query-of.js';
export {
  EXAMPLE,
  EXAMPLE_ENDPOINT_HEALTH,
  EXAMPLE_OPERATOR_DEFINITION,
  EXAMPLE_OPERATOR_PUBLICATION,
  EXAMPLE_PROVIDER_DEFINITION,
  EXAMPLE_PROVIDER_PUBLICATION,
} from './examples.js';
export { named } from './named.js';
export { SchemasController } from './schemas.controller.js';
export { serveOpenApi } from './serve-openapi.js';
