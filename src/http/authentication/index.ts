export { Acting } from './acting.js';
export { AuthenticationGuard, For } from './authentication.guard.js';
export { Calling, CallingPartner, type CallingWith } from './calling-partner.js';
export { parseAuthorization, type PresentedCredentials } from './authorization-header.js';
export { originOf } from './origin.js';
export { isPublic, Public } from './public.js';
export { letIn } from './let-in.js';
