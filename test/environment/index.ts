export { freshToken, operatorPublication, providerPublication } from './publications.js';
export { type Answer, Client } from './client.js';
export { Contract, type OpenApi } from './contract.js';
export { TestClock } from './test-clock.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
export { expectStatus, TestRegistry, type TestRegistryOptions } from './test-registry.js';
