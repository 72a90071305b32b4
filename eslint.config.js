import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const TESTS = ['test/**/*.ts', 'src/**/*.test.ts', 'src/**/*.fixture.ts'];

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.recommended] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['warn', { max: 180, skipBlankLines: true }],
      'max-lines-per-function': ['warn', { max: 45, skipBlankLines: true }],

      // Modules of Nest are classes of which only the decorator counts.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Bodies are classes for their decorators only; what travels is plain objects of their shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // A number reads in a text as one expects.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => void done()` and `() => done()` mean the same, and neither is taken for a value.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // To do nothing is what some callers ask for.
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions', 'methods'] }],
      // An empty text, or a condition that does not hold, may well be what another value stands in for.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, boolean: true } },
      ],
      // `const { secret: _secret, ...rest }` leaves something out.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/workers/worker.ts', ...TESTS],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'What the service is set up with comes from the Configuration.',
        },
        {
          object: 'URL',
          property: 'canParse',
          message: 'It refuses good URLs once it was called often: parseUrl takes them.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    // Key rotation takes the clock's lock, and changes nothing that anybody sees.
    ignores: [
      ...['src/database/**', 'src/audit/**', 'src/change-signal/**'],
      'src/backend-definitions/key-rotation/**',
      ...TESTS,
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/database/index.js'],
              importNames: ['RegistryClock'],
              message:
                'What changes the registry goes through AuditedWrites, so that the audit trail tells of it.',
            },
          ],
        },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      // Suites are functions, and as long as there is to say; classes and measurements stand in for something.
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      // Tests look into bodies of which they do not know yet whether they are right: a wrong look fails the test.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': ['error', { allowAny: true }],
      // Stand-ins must be asynchronous where what they stand in for is.
      '@typescript-eslint/require-await': 'off',
    },
  },
  prettier,
);
