export { FaultList, type Faults } from './fault-list.js';
export { RegistryError, type FieldError, type RegistryErrorCode } from './registry-error.js';
