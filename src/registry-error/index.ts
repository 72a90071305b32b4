export { RegistryError, type FieldError, type RegistryErrorCode } from './registry-error.js';
