import { OPERATOR, PROVIDER } from '../cast.js';
import type { Scene } from '../scene.js';
import type { Step } from '../tell.js';
import { OPERATOR_BACKEND, publication } from './publications.js';
import { identitiesOf } from './said.js';

export const CONNECTION: readonly Step[] = [
  { title: 'An operator publishes where its backend is', run: publish },
  { title: 'A provider takes its snapshot: without a roaming connection it is empty', run: takeSnapshot },
  { title: 'The operator lets the provider use its charge points', run: connect },
  { title: 'The provider polls with the asOf of its snapshot, and gets the delta', run: pollDelta },
];

async function publish(scene: Scene): Promise<void> {
  const { backendId, url } = OPERATOR_BACKEND;
  await scene.as(OPERATOR).put(`/v1/self/operator-backends/${backendId}`, publication(url, 'DE8AAE%'), 201);
}

async function takeSnapshot(scene: Scene): Promise<void> {
  await scene.copy.begin(scene.as(PROVIDER));
  scene.check('the snapshot is empty', scene.copy.items, []);
}

async function connect(scene: Scene): Promise<void> {
  await scene.as(OPERATOR).put(`/v1/self/roaming-connections/${PROVIDER.partnerId}`, undefined, 201);
}

async function pollDelta(scene: Scene): Promise<void> {
  const { updated, removed, asOf } = await scene.poll();
  scene.check('the delta brings the backend', [identitiesOf(updated), removed], [['stadtwerke/cms-1'], []]);
  scene.moments.set('connected', asOf);
}
