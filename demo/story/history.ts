import type { Visible } from '../bodies.js';
import { PROVIDER, STRANGER } from '../cast.js';
import { day } from '../days.js';
import type { Scene } from '../scene.js';
import type { Step } from '../tell.js';
import { identitiesOf } from './said.js';

export const HISTORY: readonly Step[] = [
  { title: 'What could the provider see before the tokens rotated?', run: beforeRotation },
  { title: 'And while there was no connection?', run: whileApart },
  { title: 'And the one that nobody has a connection with, now?', run: stranger },
];

async function beforeRotation(scene: Scene): Promise<void> {
  const { items } = await lookBack(scene, 'connected');
  const seen = { backends: identitiesOf(items), days: items.map(({ tokenDays }) => tokenDays) };
  scene.check("the operator's backend, with the first token", seen, {
    backends: ['stadtwerke/cms-1'],
    days: [[day()]],
  });
}

async function whileApart(scene: Scene): Promise<void> {
  const { items } = await lookBack(scene, 'ended');
  scene.check('nothing', items, []);
}

async function stranger(scene: Scene): Promise<void> {
  const { body } = await scene.clearingHouse.get<Visible>(`/v1/admin/visible?partner=${STRANGER.partnerId}`);
  scene.check('nothing, as at every moment of this story', body.items, []);
}

async function lookBack(scene: Scene, moment: string): Promise<Visible> {
  const at = scene.moments.get(moment) ?? '';
  const { body } = await scene.clearingHouse.get<Visible>(
    `/v1/admin/visible?partner=${PROVIDER.partnerId}&at=${at}`,
  );
  return body;
}
