import type { AddCommand } from '../context.js';
import { addAudit } from './audit.js';
import { addConnections } from './connections.js';
import { addCredentials } from './credentials.js';
import { addPartners } from './partners.js';
import { addVisible } from './visible.js';

/** What clearing-house staff do, by the interface of the running registry. */
export const addAdmin: AddCommand = (program, context) => {
  const admin = program
    .command('admin')
    .description('partners, credentials, roaming connections, what partners see, and who did what')
    .addHelpText(
      'after',
      `
Examples:
  $ ochp-direct-registry admin partners admit stadtwerke --name "Stadtwerke Musterstadt" --operator-id "DE*8AA"
  $ ochp-direct-registry admin credentials issue stadtwerke --label "polling job"
  $ ochp-direct-registry admin connections set stadtwerke emobil
  $ ochp-direct-registry admin visible emobil --at 2026-11-22T04:44:00Z
  $ ochp-direct-registry admin audit --partner emobil --action connection.set`,
    );
  for (const add of [addPartners, addCredentials, addConnections, addVisible, addAudit]) add(admin, context);
};
