export { BackendEndpoint, BackendIdentity, ResponsibleBackend } from './backend.dto.js';
export {
  EndpointHealthBody,
  EndpointHealthPage,
  EndpointHealthQuery,
  healthRequest,
  toHealthPage,
} from './endpoint-health.dto.js';
export { describePartner, DescribedPartner } from './partner.dto.js';
export {
  afterConnection,
  RoamingConnectionBody,
  RoamingConnections,
  toConnectionBody,
  toConnectionPage,
} from './roaming-connection.dto.js';
