export { AdminSecretRow } from './admin-secret.entity.js';
export { AdminSecret } from './admin-secret.js';
export { Authenticator, type Caller, type Proof } from './authenticator.js';
export { CredentialRow } from './credential.entity.js';
export { CredentialsModule } from './credentials.module.js';
export { type Credential, type CredentialRequest, CredentialsService } from './credentials.service.js';
export { type CredentialId, credentialIdOf } from './secret.js';
