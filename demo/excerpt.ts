/** What an answer repeats, or what the story is not about. */
const LEFT_OUT = new Set(
  'name label credentialId since namespaceUrl binding blacklist issuedAt changedAt title detail'.split(' '),
);
const SECRETS = new Set(['secret', 'accessToken']);

/** The interesting part of an answer. */
export function excerpt(body: unknown): unknown {
  return withoutSecrets(body, LEFT_OUT);
}

/** The same value with secrets cut too short to be of use, and without some members. */
export function withoutSecrets(value: unknown, leftOut: ReadonlySet<string> = new Set()): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, leftOut));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !leftOut.has(name));
  const shown = (name: string, inner: unknown) =>
    SECRETS.has(name) ? `${String(inner).slice(0, 6)}…` : withoutSecrets(inner, leftOut);
  return Object.fromEntries(kept.map(([name, inner]) => [name, shown(name, inner)]));
}
