/** Each suite gets a database of its own, cloned from a template that global-setup migrates once. */
export default {
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  globalSetup: '<rootDir>/test/environment/global-setup.mjs',
  globalTeardown: '<rootDir>/test/environment/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/environment/totals-reporter.mjs'],
  // Jest leaves one core idle unless told; PostgreSQL and the suites share all of them.
  maxWorkers: '100%',
  testTimeout: 60_000,
};
