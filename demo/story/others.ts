import type { Resolved, Snapshot } from '../bodies.js';
import { CONTRACT_ID, OPERATOR, OTHER_EVSE_ID, OTHER_OPERATOR, PROVIDER } from '../cast.js';
import type { Scene } from '../scene.js';
import type { Step } from '../tell.js';
import { OTHER_OPERATOR_BACKEND, PROVIDER_BACKEND, publication } from './publications.js';
import { identitiesOf } from './said.js';

export const OTHERS: readonly Step[] = [
  { title: 'A provider has a server, too: it publishes, and its operator sees it', run: seeProvider },
  { title: 'Another operator publishes, and lets nobody in', run: seeNothingOfOthers },
];

async function seeProvider(scene: Scene): Promise<void> {
  const { backendId, url } = PROVIDER_BACKEND;
  await scene.as(PROVIDER).put(`/v1/self/provider-backends/${backendId}`, publication(url, 'DE9BBC%'), 201);
  const { body } = await scene.as(OPERATOR).get<Snapshot>('/v1/provider-backends');
  scene.check('the operator sees it', identitiesOf(body.items), ['emobil/mdm-1']);
  const path = `/v1/provider-backends/resolve?contractId=${CONTRACT_ID}`;
  const resolved = await scene.as(OPERATOR).get<Resolved>(path);
  scene.check('and knows whom to ask about a customer', resolved.body.url, url);
}

async function seeNothingOfOthers(scene: Scene): Promise<void> {
  const { backendId, url } = OTHER_OPERATOR_BACKEND;
  await scene
    .as(OTHER_OPERATOR)
    .put(`/v1/self/operator-backends/${backendId}`, publication(url, 'DE8ACE%'), 201);
  const { updated, removed } = await scene.poll();
  scene.check('for the provider nothing happened', { updated, removed }, { updated: [], removed: [] });
  await scene
    .as(PROVIDER)
    .get(`/v1/operator-backends/resolve?evseId=${encodeURIComponent(OTHER_EVSE_ID)}`, 404);
  const { body } = await scene.as(OTHER_OPERATOR).get<Snapshot>('/v1/provider-backends');
  scene.check('and the other operator sees no provider', body.items, []);
}
