export { DatabaseModule } from './database.module.js';
export { dataSourceOptions } from './data-source-options.js';
export { DatabaseError, migrateDatabase } from './migrate.js';
export { PreparedQuery } from './prepared-query.js';
export { OPEN, type Revision, formatRevision, revisionAt } from './revision.js';
export { revisionColumn } from './revision-column.js';
export { type Outcome, RegistryClock, type Write } from './registry-clock.js';
export { RegistryClockRow } from './registry-clock.entity.js';
export { SchemaHealth } from './schema-health.js';
