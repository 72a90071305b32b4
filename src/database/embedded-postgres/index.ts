export { clusterFiles } from './cluster-files.js';
export { EmbeddedPostgresError } from './embedded-postgres-error.js';
export { freePort } from './free-port.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './start-embedded-postgres.js';
export { borrowEmbeddedPostgres, type BorrowedPostgres } from './borrow-embedded-postgres.js';
