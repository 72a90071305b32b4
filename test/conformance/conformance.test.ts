import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/partners/index.js';
import { freshToken, type StatedBackend, TestRegistry } from '../environment/index.js';
import type { Binding, Reader, SeenBackend, Writer } from './bindings.js';
import { Cast } from './cast.js';
import { JSON_BINDING } from './json-binding.js';
import { PUBLISHED_BINDING } from './published-binding.js';
import { REGISTRY_BINDING } from './registry-binding.js';

const BINDINGS = [JSON_BINDING, REGISTRY_BINDING, PUBLISHED_BINDING];
type Row = readonly [written: string, read: string, role: Role, by: { written: Binding; read: Binding }];

const row = (role: Role, written: Binding, read: Binding): Row => [
  written.name,
  read.name,
  role,
  { written, read },
];
const ROWS = [
  ...BINDINGS.flatMap((written) => BINDINGS.map((read) => row('operator', written, read))),
  ...BINDINGS.map((binding) => row('provider', binding, binding)),
];

let registry: TestRegistry;

beforeAll(async () => {
  registry = await TestRegistry.start();
});
afterAll(() => registry.stop());

/** What others see of a statement. */
function seen({ url, namespaceUrl, whitelist, blacklist = [], tokens }: StatedBackend): SeenBackend {
  const days = tokens.map(({ validDate, accessToken }) => `${validDate} ${accessToken}`);
  return { url, namespaceUrl, whitelist, blacklist, tokens: days };
}

describe.each(ROWS)('What is stated by %s and read by %s, in the role of %s', (_written, _read, role, by) => {
  let cast: Cast;
  let writer: Writer;
  let reader: Reader;

  beforeEach(async () => {
    cast = await Cast.of(registry, role);
    writer = by.written.writer(cast.owner, role);
    reader = by.read.reader(cast.viewer, role);
  });

  it('is seen from the connection on, and until its end', async () => {
    const backend = cast.backend('a', { blacklist: [cast.pattern('1%')] });
    expect(await writer.publish('a', backend)).toBe('accepted');
    expect(await reader.look()).toEqual([]);
    await cast.connect();
    expect(await reader.look()).toEqual([seen(backend)]);
    await cast.end();
    expect(await reader.look()).toEqual([]);
    await cast.connect();
    expect(await reader.look()).toEqual([seen(backend)]);
  });

  it('is replaced by what is stated later, beside whatever else there is', async () => {
    const [first, other] = [cast.backend('a'), cast.backend('b')];
    await cast.connect();
    expect(await writer.publish('a', first)).toBe('accepted');
    expect(await writer.publish('b', other)).toBe('accepted');
    expect(await reader.look()).toEqual([seen(first), seen(other)]);
    const later = {
      ...first,
      whitelist: [cast.pattern('1%'), cast.pattern('2%')],
      blacklist: [cast.pattern('11')],
    };
    expect(await writer.publish('a', later)).toBe('accepted');
    expect(await reader.look()).toEqual([seen(later), seen(other)]);
  });

  it('changes nothing where it is there already', async () => {
    const backend = cast.backend('a');
    expect(await writer.publish('a', backend)).toBe('accepted');
    const asOf = async () => (await cast.viewer.json.get(`/v1/${role}-backends`)).body.asOf;
    const before = await asOf();
    expect(await writer.publish('a', backend)).toBe('accepted');
    expect(await asOf()).toBe(before);
  });

  it('has one token for each day: added, and replaced', async () => {
    const [today, tomorrow] = [cast.token(0), cast.token(1)];
    const backend = cast.backend('a', { tokens: [today] });
    await cast.connect();
    await writer.publish('a', backend);
    expect(await writer.addTokens('a', { ...backend, tokens: [tomorrow] })).toBe('accepted');
    expect(await reader.look()).toEqual([seen({ ...backend, tokens: [today, tomorrow] })]);
    const another = { ...tomorrow, accessToken: freshToken() };
    expect(await writer.addTokens('a', { ...backend, tokens: [another] })).toBe('accepted');
    expect(await reader.look()).toEqual([seen({ ...backend, tokens: [today, another] })]);
  });

  it('is gone when it is withdrawn, and the other stays', async () => {
    const [backend, other] = [cast.backend('a'), cast.backend('b')];
    await cast.connect();
    await writer.publish('a', backend);
    await writer.publish('b', other);
    expect(await reader.look()).toHaveLength(2);
    expect(await writer.withdraw('a', backend)).toBe('accepted');
    expect(await reader.look()).toEqual([seen(other)]);
    expect(await writer.withdraw('a', backend)).toBe('accepted');
    expect(await writer.publish('a', backend)).toBe('accepted');
    expect(await reader.look()).toEqual([seen(backend), seen(other)]);
  });

  it('is seen while its owner is admitted, by who is admitted', async () => {
    const backend = cast.backend('a');
    await cast.connect();
    await writer.publish('a', backend);
    expect(await reader.look()).toEqual([seen(backend)]);
    await cast.suspend(cast.owner);
    expect(await reader.look()).toEqual([]);
    expect(await writer.publish('b', cast.backend('b'))).toBe('not-authorized');
    await cast.readmit(cast.owner);
    expect(await reader.look()).toEqual([seen(backend)]);
    await cast.suspend(cast.viewer);
    expect(await reader.look()).toBe('not-authorized');
    await cast.readmit(cast.viewer);
    expect(await reader.look()).toEqual([seen(backend)]);
  });

  it('is refused where it breaks a rule, and then nothing changes', async () => {
    const backend = cast.backend('a');
    await cast.connect();
    await writer.publish('a', backend);
    const before = await reader.look();
    const foreign = 'XX999' + cast.pattern('%').slice(5);
    const wrong: [Partial<StatedBackend>, string][] = [
      [{ whitelist: [foreign] }, 'invalid-id'],
      [{ blacklist: [cast.pattern('1'), foreign] }, 'invalid-id'],
      [{ whitelist: ['not a pattern'] }, 'invalid'],
      [{ whitelist: [] }, 'invalid'],
      [{ url: 'http://plain.example/' }, 'invalid'],
      [{ url: 'https://user:password@cms.example/' }, 'invalid'],
      [{ url: 'https://cms.example/a b' }, 'invalid'],
      [{ namespaceUrl: 'http://ochp.eu/1.5' }, 'invalid'],
      [{ tokens: [{ ...cast.token(0), validDate: '2026-02-30' }] }, 'invalid'],
      [{ tokens: [cast.token(-2)] }, 'invalid'],
      [{ tokens: [{ ...cast.token(0), accessToken: '' }] }, 'invalid'],
      [{ tokens: [{ ...cast.token(0), accessToken: 'a\tb' }] }, 'invalid'],
      [{ tokens: [{ ...cast.token(0), accessToken: 'x'.repeat(256) }] }, 'invalid'],
      [{ tokens: backend.tokens }, 'invalid'],
    ];
    for (const [changes, outcome] of wrong) {
      const statement = cast.backend('new', changes);
      expect({ changes, outcome: await writer.publish('new', statement) }).toEqual({ changes, outcome });
    }
    expect(await reader.look()).toEqual(before);
  });

  it('is not taken from who may not, and not told to who may not', async () => {
    const stranger = {
      ...cast.owner,
      json: registry.as('wrong'),
      soap: registry.bySoap(cast.owner.partnerId, { secret: 'wrong' }),
    };
    expect(await by.written.writer(stranger, role).publish('a', cast.backend('a'))).toBe('not-authorized');
    expect(await by.read.reader(stranger, role).look()).toBe('not-authorized');
    const inTheWrongRole = by.written.writer(cast.viewer, role);
    expect(await inTheWrongRole.publish('a', cast.backend('a'))).not.toBe('accepted');
  });
});

it('is given out with the tokens that are not over', async () => {
  registry.clock.set('2026-11-22T12:00:00Z');
  const cast = await Cast.of(registry, 'operator');
  await cast.connect();
  const backend = cast.backend('a', { tokens: [cast.token(0), cast.token(1)] });
  await JSON_BINDING.writer(cast.owner, 'operator').publish('a', backend);
  const looks = async () => {
    // Anew, since a token that runs out is no change that a copy is told of.
    const views = BINDINGS.map((binding) => binding.reader(cast.viewer, 'operator').look());
    return (await Promise.all(views)).map((view) => (view as SeenBackend[]).map(({ tokens }) => tokens));
  };
  const [today, tomorrow] = seen(backend).tokens;
  registry.clock.set('2026-11-23T00:29:59Z');
  expect(await looks()).toEqual(BINDINGS.map(() => [[today, tomorrow]]));
  registry.clock.set('2026-11-23T00:30:00Z');
  expect(await looks()).toEqual(BINDINGS.map(() => [[tomorrow]]));
  registry.clock.set('2026-11-24T00:30:00Z');
  // 0.2 knows no backend without a token.
  expect(await looks()).toEqual([[[]], [[]], []]);
});
