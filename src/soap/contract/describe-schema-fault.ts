/** What libxml2 says of a fault, and what the registry says of it: never with the value, which libxml2 quotes first. */
const RULES: readonly [pattern: RegExp, detail: (...parts: string[]) => string][] = [
  [/ is not accepted by the pattern '(.*)'\.$/s, (pattern = '') => `must match ${pattern}`],
  [/ is not an element of the set \{(.*)\}\.$/s, (values = '') => `must be one of ${values}`],
  [/ allowed maximum length of '(\d+)'\.$/, (most = '') => `must not be longer than ${most} characters`],
  [/ allowed minimum length of '(\d+)'\.$/, (least = '') => `must not be shorter than ${least} characters`],
  [
    /: Missing child element\(s\)\. Expected is (?:one of )?\((.*)\)\.$/s,
    (names = '') => `lacks ${namesIn(names)}`,
  ],
  [
    /: This element is not expected\. Expected is (?:one of )?\((.*)\)\.$/s,
    (names = '') => `stands where ${namesIn(names)} is expected`,
  ],
  [/: This element is not expected\.$/, () => 'is not known here, or is one too many'],
  [/: The attribute '[^']*' is not allowed\.$/s, () => 'must not have attributes'],
  [/ Character content other than whitespace is not allowed/, () => 'must not hold text'],
  [/ Element content is not allowed/, () => 'must not hold elements'],
  [
    /attribute '\{http:\/\/www\.w3\.org\/2001\/XMLSchema-instance\}type'/,
    () => 'must not be given another type by xsi:type',
  ],
  [/ is not 'nillable'\.$/, () => 'must not be nil'],
];

/** The rule comes last; what comes before it may be as long as the message. */
const LONGEST_RULE = 500;

/** @param message libxml2's words */
export function describeSchemaFault(message: string): string {
  const rule = message.trim().slice(-LONGEST_RULE);
  for (const [pattern, detail] of RULES) {
    const match = pattern.exec(rule);
    if (match) return detail(...match.slice(1));
  }
  return 'does not fit the schema';
}

/** `( {http://ochp.eu/1.4}url, {http://ochp.eu/1.4}namespaceUrl )` in short: what the schema expects. */
function namesIn(list: string): string {
  const names = [...list.matchAll(/(?:\{[^}]*\})?([\w.-]+)/g)].map(([, name]) => name);
  return names.join(' or ');
}
