export { AuthenticationGuard, For } from './authentication.guard.js';
export { CallingPartner } from './calling-partner.js';
export { parseAuthorization, type PresentedCredentials } from './authorization-header.js';
export { IS_PUBLIC, Public } from './public.js';
