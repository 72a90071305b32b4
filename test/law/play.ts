import { expect } from '@jest/globals';
import type { Role } from '../../src/partners/index.js';
import { expectStatus } from '../environment/index.js';
import { Copy } from './copy.js';
import { CAST, HABITS, PARTNERS, type Probe, type Step } from './history.js';
import type { World } from './world.js';

/**
 * Plays a history, and holds every answer against the model; at its end everybody polls once more.
 * @param tolerance the registry's clock tolerance in milliseconds
 */
export async function play(world: World, steps: readonly Step[], tolerance: number): Promise<void> {
  const copies = new Map<string, Copy>();
  const copyOf = (partner: number, role: Role, copy: number): Copy => {
    const key = `${partner}/${role}/${copy}`;
    const made = copies.get(key) ?? new Copy(world, partner, role, HABITS[copy]!, tolerance);
    copies.set(key, made);
    return made;
  };
  for (const step of steps)
    if (step.kind === 'poll' || step.kind === 'snapshot')
      await copyOf(step.partner, step.role, step.copy)[step.kind](step.limit, step.between);
    else if (step.kind === 'probe') await probe(world, step);
    else await world.apply(step);
  for (const copy of copies.values()) await copy.poll(500);
}

/** A partner asks about another; the answer depends on nothing but what it may see. */
async function probe(world: World, { partner, target, what }: Probe): Promise<void> {
  const client = world.clients[partner]!;
  const role = CAST[target]![0]!;
  const sees = [...world.model.view({ viewer: partner, role }).values()].some(
    (definition) => definition.partner === target,
  );
  const parameter = role === 'operator' ? 'evseId' : 'contractId';
  const probes = {
    resolve: () => client.get(`/v1/${role}-backends/resolve?${parameter}=${world.idOf(target, role)}`),
    token: () =>
      client.put(`/v1/self/${CAST[partner]![0]}-backends/probe`, { ...strange(world, partner, target) }),
    read: () => client.get(`/v1/self/${role}-backends/${world.mark(target)}`),
    connect: () => client.put(`/v1/self/roaming-connections/nobody-${partner}`),
  };
  const answer = await probes[what]();
  if (!world.isAdmitted(partner)) expectStatus(answer, 403);
  else if (what === 'resolve') expectStatus(answer, sees ? 200 : 404);
  expect(world.strangersIn(answer.text, partner, what === 'read' ? world.mark(target) : '')).toEqual([]);
}

/** A publication that claims the other's IDs: refused, and the refusal names nothing but what was sent. */
function strange(world: World, partner: number, target: number) {
  const own = { partner, role: CAST[partner]![0]!, backend: 0, variant: 0 };
  const { whitelist } = world.publication({
    ...own,
    partner: target === partner ? (partner + 1) % PARTNERS.length : target,
  });
  return { ...world.publication(own), whitelist };
}
