export { type Action, ACTIONS } from './actions.js';
export {
  type Actor,
  ACTOR_KINDS,
  type ActorKind,
  AUDITED_BINDINGS,
  type AuditedBinding,
  COMMAND,
  type Origin,
  type PartnerActor,
} from './actor.js';
export { AuditConcernRow } from './audit-concern.entity.js';
export { AuditEntryRow } from './audit-entry.entity.js';
export type { AfterPosition, AuditFilter, AuditPlace } from './audit-filter.js';
export { AuditModule } from './audit.module.js';
export { type AuditEntry, type AuditPage, AuditTrail } from './audit-trail.js';
export { type Audited, AuditedWrites } from './audited-writes.js';
export type { Entry, Told } from './entry.js';
export { FailedLogins } from './failed-logins.js';
