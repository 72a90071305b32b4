import { BINDINGS, PATTERNS } from '../backend-definitions/index.js';
import { DEFINITIONS, intervalPlace } from './interval-tables.js';
import type { Invariant } from './invariant.js';

const DEFINITION = intervalPlace(DEFINITIONS);

/** The regular expressions mean the same to PostgreSQL. */
const PATTERN = `CASE role WHEN 'operator' THEN '${PATTERNS.operator.source}' ELSE '${PATTERNS.provider.source}' END`;

/** What every binding refuses when it is published, so that readers need not look. */
export const DEFINITION_INVARIANTS: readonly Invariant[] = [
  {
    name: 'definition-content',
    rule: 'A definition says where a server is, how it is spoken to, and how large it is itself.',
    violations: [
      [`url NOT LIKE 'https://_%'`, `'has a URL that is not https'`],
      [`namespace_url = ''`, `'has no namespace'`],
      [`binding <> ALL (ARRAY['${BINDINGS.join(`','`)}'])`, `format('has the binding %s', binding)`],
      ['size <= 0', `format('has the size %s', size)`],
    ]
      .map(
        ([wrong, detail]) =>
          `SELECT ${DEFINITION} AS place, ${detail} AS detail FROM backend_definition WHERE ${wrong}`,
      )
      .join(' UNION ALL '),
  },
  {
    name: 'definition-patterns',
    rule: 'The patterns of a definition are such as its role has.',
    violations: `
      SELECT ${DEFINITION} AS place, format('has the pattern %s', pattern) AS detail
      FROM backend_definition, unnest(whitelist || blacklist) AS pattern
      WHERE (pattern ~ ${PATTERN}) IS NOT TRUE`,
  },
];
