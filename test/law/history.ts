import fc from 'fast-check';
import { type Binding, BINDINGS } from '../../src/backend-definitions/index.js';
import type { Role } from '../../src/partners/index.js';

/** The partners of every history: an operator and a provider, an operator apart, and two that are both. */
export const CAST: readonly (readonly Role[])[] = [
  ['operator'],
  ['provider'],
  ['operator'],
  ['operator', 'provider'],
  ['operator', 'provider'],
];

/** What a definition may say: one of 0 up to this. */
export const LAST_VARIANT = 2;

export const PARTNERS = CAST.map((_, partner) => partner);
const partnersOf = (role: Role) => PARTNERS.filter((partner) => CAST[partner]!.includes(role));

/** Half of what happens concerns the first two, so that much happens to one view within one second. */
const OPERATOR = 0;
const PROVIDER = 1;

/** What is worst between two pages: the end of a connection. */
const FAREWELL = { kind: 'disconnect', operator: OPERATOR, provider: PROVIDER, byStaff: false } as const;

/**
 * How a copy asks for updates: through which binding, and by `asOf` or by its own clock, which runs ahead by so many
 * milliseconds, or behind.
 */
export type Habit = { readonly by: Binding } & (
  { readonly kind: 'exact' } | { readonly kind: 'clock'; readonly ahead: number }
);

/** Every partner keeps several copies of what it sees, each with a habit of its own. */
export const HABITS: readonly Habit[] = [
  { by: 'json', kind: 'exact' },
  { by: 'soap', kind: 'exact' },
  { by: 'json', kind: 'clock', ahead: 0 },
  { by: 'soap', kind: 'clock', ahead: 0 },
  { by: 'json', kind: 'clock', ahead: 1_700 },
  { by: 'json', kind: 'clock', ahead: -1_700 },
];

/** What is stated of a definition comes by either binding. */
export type Change =
  | { kind: 'publish'; partner: number; role: Role; backend: number; variant: number; by: Binding }
  | { kind: 'withdraw'; partner: number; role: Role; backend: number; by: Binding }
  | { kind: 'connect' | 'disconnect'; operator: number; provider: number; byStaff: boolean }
  | { kind: 'suspend' | 'readmit'; partner: number }
  | { kind: 'wait'; milliseconds: number };

/** What a partner may ask for that should tell it nothing of a stranger. */
export interface Probe {
  kind: 'probe';
  partner: number;
  target: number;
  what: 'resolve' | 'token' | 'read' | 'connect';
}

export type Step =
  | Change
  | Probe
  | { kind: 'poll'; partner: number; role: Role; copy: number; limit: number; between: Change | undefined }
  | {
      kind: 'snapshot';
      partner: number;
      role: Role;
      copy: number;
      limit: number;
      between: Change | undefined;
    };

/** A partner, as far as it acts, or looks at those who act, in a role. */
interface Part {
  readonly role: Role;
  readonly partner: number;
}

const often = <T>(favourite: T, others: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(favourite) }, { weight: 1, arbitrary: others });

const role = fc.constantFrom<Role>('operator', 'provider');
const partner = fc.constantFrom(...PARTNERS);
const backend = fc.nat(1);
const variant = fc.nat(LAST_VARIANT);
const by = fc.constantFrom<Binding>(...BINDINGS);
const owner = often<Part>(
  { role: 'operator', partner: OPERATOR },
  role.chain((of) => fc.record({ role: fc.constant(of), partner: fc.constantFrom(...partnersOf(of)) })),
);
const viewer = often<Part>({ role: 'operator', partner: PROVIDER }, fc.record({ role, partner }));
const pair = often(
  { operator: OPERATOR, provider: PROVIDER },
  fc
    .record({
      operator: fc.constantFrom(...partnersOf('operator')),
      provider: fc.constantFrom(...partnersOf('provider')),
    })
    .filter(({ operator, provider }) => operator !== provider),
);

const publish = fc
  .tuple(owner, backend, variant, by)
  .map(([of, backend, variant, by]): Change => ({ kind: 'publish', ...of, backend, variant, by }));
const withdraw = fc
  .tuple(owner, backend, by)
  .map(([of, backend, by]): Change => ({ kind: 'withdraw', ...of, backend, by }));
const connection = fc
  .tuple(pair, fc.constantFrom('connect' as const, 'connect' as const, 'disconnect' as const), fc.boolean())
  .map(([of, kind, byStaff]): Change => ({ kind, ...of, byStaff }));
const admission = fc
  .tuple(
    often<number>(OPERATOR, partner),
    fc.constantFrom('suspend' as const, 'readmit' as const, 'readmit' as const),
  )
  .map(([partner, kind]): Change => ({ kind, partner }));
const wait = fc
  .constantFrom(1, 300, 700, 1_000, 2_500, 7_000)
  .map((milliseconds): Change => ({ kind: 'wait', milliseconds }));

const change = fc.oneof(
  { weight: 5, arbitrary: publish },
  { weight: 1, arbitrary: withdraw },
  { weight: 5, arbitrary: connection },
  { weight: 2, arbitrary: admission },
  { weight: 2, arbitrary: wait },
);

const reading = fc
  .tuple(
    viewer,
    fc.record({
      kind: fc.constantFrom(
        'poll' as const,
        'poll' as const,
        'poll' as const,
        'poll' as const,
        'snapshot' as const,
      ),
      copy: fc.nat(HABITS.length - 1),
      limit: fc.constantFrom(1, 1, 2, 500),
      between: fc.option(often<Change>(FAREWELL, change), { nil: undefined }),
    }),
  )
  .map(([of, how]): Step => ({ ...of, ...how }));

const probe = fc.record({
  kind: fc.constant('probe' as const),
  partner,
  target: partner,
  what: fc.constantFrom('resolve' as const, 'token' as const, 'read' as const, 'connect' as const),
});

/** What was there goes and comes back: between two polls it must not show, and to one in between it must. */
const twist = fc
  .oneof(
    pair.map((of): Change[] => [
      { kind: 'disconnect', ...of, byStaff: true },
      { kind: 'connect', ...of, byStaff: true },
    ]),
    often<number>(OPERATOR, partner).map((partner): Change[] => [
      { kind: 'suspend', partner },
      { kind: 'readmit', partner },
    ]),
    fc.tuple(owner, backend, variant, by).map(([of, backend, variant, by]): Change[] => [
      { kind: 'withdraw', ...of, backend, by },
      { kind: 'publish', ...of, backend, variant, by },
    ]),
  )
  .chain((changes) => fc.tuple(fc.constant(changes), fc.option(reading, { nil: undefined })))
  .map(([[goes, comes], between]): Step[] => [goes!, ...(between ? [between] : []), comes!]);

/** A random history: changes by everybody, and everybody reading in between. */
export const history: fc.Arbitrary<Step[]> = fc
  .array(
    fc.oneof(
      { weight: 10, arbitrary: change.map((step): Step[] => [step]) },
      { weight: 10, arbitrary: reading.map((step): Step[] => [step]) },
      { weight: 2, arbitrary: twist },
      { weight: 1, arbitrary: probe.map((step): Step[] => [step]) },
    ),
    { minLength: 8, maxLength: 30 },
  )
  .map((steps) => steps.flat());
