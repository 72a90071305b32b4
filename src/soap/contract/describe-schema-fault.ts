import { patternsOfSchemas } from './contract-documents.js';

/** What libxml2 says of a fault, and what the registry says of it: never with the value, which libxml2 quotes first. */
const RULES: readonly [pattern: RegExp, detail: (...parts: string[]) => string][] = [
  [/ allowed maximum length of '(\d+)'\.$/, (most = '') => `must not be longer than ${most} characters`],
  [/ allowed minimum length of '(\d+)'\.$/, (least = '') => `must not be shorter than ${least} characters`],
  [
    /: Missing child element\(s\)\. Expected is (?:one of )?\((.*)\)\.$/s,
    (names = '') => `lacks ${namesIn(names)}`,
  ],
  [/Element '([^']*)': This element is not expected\. Expected is (?:one of )?\((.*)\)\.$/s, misplaced],
  [/: This element is not expected\.$/, () => 'is not known here, or is one too many'],
  [/: The attribute '[^']*' is not allowed\.$/s, () => 'must not have attributes'],
  [/ Character content other than whitespace is not allowed/, () => 'must hold elements, and no text'],
  [/ content is not allowed, because the content type is empty\.$/, () => 'must be empty'],
  [/ Element content is not allowed/, () => 'must not hold elements'],
  [
    /attribute '\{http:\/\/www\.w3\.org\/2001\/XMLSchema-instance\}type'/,
    () => 'must not be given another type by xsi:type',
  ],
  [/ is not 'nillable'\.$/, () => 'must not be nil'],
];

const PATTERNS = patternsOfSchemas();

/** The rule comes last; what comes before it may be as long as the message. */
const LONGEST_RULE = 500;

/** @param message libxml2's words */
export function describeSchemaFault(message: string): string {
  const rule = message.trim().slice(-LONGEST_RULE);
  // Not by what stands there between quotation marks: the value before it may be made to look like it.
  const pattern = PATTERNS.find((one) => rule.endsWith(` is not accepted by the pattern '${one}'.`));
  if (pattern !== undefined) return unlike(pattern);
  for (const [pattern, detail] of RULES) {
    const match = pattern.exec(rule);
    if (match) return detail(...match.slice(1));
  }
  return 'does not fit the schema';
}

/** What a text looks like that fits, by what its pattern holds. */
const EXAMPLES: readonly [part: string, example: string][] = [
  ['https:', 'https://cms.example/ochp-direct'],
  ['T[0-9]', '2026-11-22T04:44:00Z'],
  ['\\d{4}-', '2026-11-22'],
  ['[E]', 'DE8AAE%'],
  ['[Cc]', 'DE9BBC%'],
  ['[a-z0-9]', 'cms-1'],
];

function unlike(pattern: string): string {
  const [, example] = EXAMPLES.find(([part]) => pattern.includes(part)) ?? [];
  return `must match ${pattern}${example === undefined ? '' : `, as ${example} does`}`;
}

/** Told apart, since it is the most common mistake: the right name in no namespace, or in a wrong one. */
function misplaced(found = '', expected = ''): string {
  const local = found.replace(/^.*}/s, '');
  const names = expected.split(',').map((name) => name.trim());
  const namesake = names.find((name) => name !== found && name.endsWith(`}${local}`));
  return namesake === undefined
    ? `stands where ${namesIn(expected)} is expected`
    : `must be in the namespace ${namesake.slice(1, namesake.indexOf('}'))}`;
}

/** `( {http://ochp.eu/1.4}url, {http://ochp.eu/1.4}namespaceUrl )` in short: what the schema expects. */
function namesIn(list: string): string {
  const names = [...list.matchAll(/(?:\{[^}]*\})?([\w.-]+)/g)].map(([, name]) => name);
  return names.join(' or ');
}
