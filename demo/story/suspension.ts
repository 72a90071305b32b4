import type { Problem } from '../bodies.js';
import { OPERATOR } from '../cast.js';
import type { Scene } from '../scene.js';
import type { Step } from '../tell.js';
import { identitiesOf } from './said.js';

export const SUSPENSION: readonly Step[] = [
  { title: 'The clearing house suspends the operator', run: suspend },
  { title: 'It admits the operator again, with all that it had', run: readmit },
];

async function suspend(scene: Scene): Promise<void> {
  await scene.clearingHouse.post(`/v1/admin/partners/${OPERATOR.partnerId}/suspend`, undefined, 200);
  const { body } = await scene.as(OPERATOR).get<Problem>('/v1/self', 403);
  scene.check('it is shut out', body.type, 'urn:ochp-direct:registry:problem:suspended');
  const { removed } = await scene.poll();
  scene.check('and gone from view', identitiesOf(removed), ['stadtwerke/cms-1']);
}

async function readmit(scene: Scene): Promise<void> {
  await scene.clearingHouse.post(`/v1/admin/partners/${OPERATOR.partnerId}/readmit`, undefined, 200);
  const { updated } = await scene.poll();
  scene.check('the next poll brings the backend back', identitiesOf(updated), ['stadtwerke/cms-1']);
}
