import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Container = Record<string, Json>;

/** One thing that goes wrong with a body. Numbers choose a place in it, whatever it looks like. */
type Mutation = { readonly place: number } & (
  | { readonly kind: 'remove' | 'repeat' | 'empty' }
  | { readonly kind: 'replace' | 'add'; readonly value: unknown; readonly name: string }
  | { readonly kind: 'retype'; readonly text: string; readonly end: boolean }
);

/** Texts at the edges of the rules, which chance would not find. */
const EDGES = [
  ...[
    '',
    ' ',
    '%',
    '0',
    '1',
    'null',
    '😀',
    'é',
    '\t',
    '\u007F',
    'x'.repeat(255),
    'x'.repeat(256),
    '😀'.repeat(255),
  ],
  ...['https://a', 'HTTPS://a', 'https://a b', 'https://a@b', 'urn:a', 'soap', 'json', 'xml'],
  ...['DE8AAE%', 'DE8AAE1', 'de8aae%', 'DE9BBC%', 'DE9BBC123456789', 'DE8AA', 'DE*8AA', 'XXB01', 'xx*b01'],
  ...['2099-12-31', '2099-02-29', '2096-02-29', '2099-12-31T00:00:00Z', '2099-12-31T24:00:00Z'],
];

const place = fc.nat(1_000);
const text = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const value = fc.oneof(
  text,
  fc.constantFrom(null, true, 0, [], {}),
  fc.array(text, { maxLength: 3 }),
  fc.jsonValue(),
);
const name = fc.oneof(
  fc.constantFrom('url', 'tokens', 'accessToken', 'label', 'name', '__proto__', 'a/b~c'),
  text,
);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constantFrom('remove', 'repeat', 'empty'), place }),
  fc.record({ kind: fc.constantFrom('replace', 'add'), place, value, name }),
  fc.record({ kind: fc.constant('retype'), place, text, end: fc.boolean() }),
);

export const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

/** The body after all that; the given one stays as it is. */
export function mutated(body: unknown, changes: readonly Mutation[]): unknown {
  const root: Container = { body: copyOf(body) };
  for (const change of changes) {
    const places = placesIn(root);
    const [container, key] = places[change.place % places.length]!;
    mutate(container, key, change);
  }
  return copyOf(root.body);
}

function mutate(container: Container, key: string, change: Mutation): void {
  const current = container[key];
  switch (change.kind) {
    case 'remove':
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else if (key !== 'body') Reflect.deleteProperty(container, key);
      return;
    case 'repeat':
      if (Array.isArray(container)) container.push(copyOf(current));
      return;
    case 'empty':
      return set(container, key, Array.isArray(current) ? [] : typeof current === 'string' ? '' : {});
    case 'replace':
      return set(container, key, change.value as Json);
    case 'add':
      if (Array.isArray(current)) current.push(copyOf(change.value));
      else if (typeof current === 'object') set(current, change.name, change.value as Json);
      return;
    case 'retype':
      if (typeof current === 'string')
        set(container, key, change.end ? current + change.text : change.text + current);
  }
}

/** Every value in the body and where it is, the body itself first. */
function placesIn(container: Container): [Container, string][] {
  return Object.entries(container).flatMap(([key, inside]) => [
    [container, key] as [Container, string],
    ...(typeof inside === 'object' && inside !== null ? placesIn(inside as Container) : []),
  ]);
}

/** As it comes out at the other end of a connection. */
function copyOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** `__proto__`, too, is a member like any other. */
function set(container: Container | null, key: string, next: Json): void {
  if (container === null) return;
  const property = { value: copyOf(next), enumerable: true, configurable: true, writable: true };
  Object.defineProperty(container, key, property);
}
