export { ConnectionBatch } from './connection-batch.js';
export { RoamingConnectionRow } from './roaming-connection.entity.js';
export { RoamingConnectionReader } from './roaming-connection-reader.js';
export { RoamingConnectionsModule } from './roaming-connections.module.js';
export {
  type Pair,
  type RoamingConnection,
  RoamingConnectionsService,
} from './roaming-connections.service.js';
