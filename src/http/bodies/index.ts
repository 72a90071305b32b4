export {
  afterConnection,
  RoamingConnectionBody,
  RoamingConnections,
  toConnectionBody,
  toConnectionPage,
} from './roaming-connection.dto.js';
