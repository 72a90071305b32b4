import type { Snapshot } from '../bodies.js';
import { EVSE_ID, OPERATOR, PROVIDER } from '../cast.js';
import type { Scene } from '../scene.js';
import type { Step } from '../tell.js';
import { identitiesOf } from './said.js';

const CONNECTION = `/v1/self/roaming-connections/${PROVIDER.partnerId}`;

export const ENDING: readonly Step[] = [
  { title: 'The operator ends the roaming connection', run: end },
  { title: 'They come to terms again', run: setAgain },
];

async function end(scene: Scene): Promise<void> {
  await scene.as(OPERATOR).delete(CONNECTION);
  const { updated, removed } = await scene.poll();
  const seen = { updated, removed: identitiesOf(removed) };
  scene.check('the next poll takes the backend away', seen, { updated: [], removed: ['stadtwerke/cms-1'] });
  await scene.as(PROVIDER).get(`/v1/operator-backends/resolve?evseId=${encodeURIComponent(EVSE_ID)}`, 404);
  const { body } = await scene.as(OPERATOR).get<Snapshot>('/v1/provider-backends');
  scene.check('and the operator does not see the provider any more', body.items, []);
  scene.moments.set('ended', scene.copy.asOf);
}

async function setAgain(scene: Scene): Promise<void> {
  await scene.as(OPERATOR).put(CONNECTION, undefined, 201);
  const { updated } = await scene.poll();
  scene.check('the next poll brings the backend back', identitiesOf(updated), ['stadtwerke/cms-1']);
}
