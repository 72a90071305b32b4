import { AuditConcernRow, AuditEntryRow } from '../audit/index.js';
import { AccessTokenRow, BackendDefinitionRow } from '../backend-definitions/index.js';
import { AdminSecretRow, CredentialRow } from '../credentials/index.js';
import { RegistryClockRow } from '../database/index.js';
import { EndpointDutyRow, EndpointHealthRow } from '../endpoint-health/index.js';
import { LimitCountRow } from '../limits/index.js';
import { OwnedPartyIdRow, PartnerAdmissionRow, PartnerRow } from '../partners/index.js';
import { RoamingConnectionRow } from '../roaming-connections/index.js';

/** What each table is described by. A test holds it against the tables that the migrations make. */
export const STORED_ENTITIES: readonly (abstract new () => unknown)[] = [
  AccessTokenRow,
  AdminSecretRow,
  AuditConcernRow,
  AuditEntryRow,
  BackendDefinitionRow,
  CredentialRow,
  EndpointDutyRow,
  EndpointHealthRow,
  LimitCountRow,
  OwnedPartyIdRow,
  PartnerAdmissionRow,
  PartnerRow,
  RegistryClockRow,
  RoamingConnectionRow,
];
