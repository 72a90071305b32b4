export { AuditEntries } from './audit-entry.dto.js';
export { EXAMPLE_AUDIT_ENTRY, EXAMPLE_AUDIT_QUERY, EXAMPLE_OWN_AUDIT_ENTRY } from './audit-example.js';
export { afterOwnEntry, toAuditEntries, toOwnAuditEntries } from './audit-page.js';
export { afterEntry, AuditQuery, toAuditFilter } from './audit-query.dto.js';
export { BackendEndpoint, BackendIdentity, ResponsibleBackend } from './backend.dto.js';
export {
  EndpointHealthBody,
  EndpointHealthPage,
  EndpointHealthQuery,
  healthRequest,
  toHealthPage,
} from './endpoint-health.dto.js';
export { OwnAuditEntries } from './own-audit-entry.dto.js';
export { describePartner, DescribedPartner } from './partner.dto.js';
export {
  afterConnection,
  RoamingConnectionBody,
  RoamingConnections,
  toConnectionBody,
  toConnectionPage,
} from './roaming-connection.dto.js';
