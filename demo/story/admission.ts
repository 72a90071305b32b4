import { CAST, OPERATOR, type Partner, PROVIDER } from '../cast.js';
import type { Scene } from '../scene.js';
import type { Step } from '../tell.js';

export const ADMISSION: readonly Step[] = [
  { title: 'The clearing house admits two operators and two providers', run: admitAll },
  { title: 'It issues each of them a credential', run: issueAll },
  { title: 'The partners introduce themselves', run: introduce },
];

async function admitAll({ clearingHouse }: Scene): Promise<void> {
  for (const partner of CAST) await clearingHouse.post('/v1/admin/partners', partner, 201);
}

async function issueAll(scene: Scene): Promise<void> {
  for (const partner of CAST) {
    const path = `/v1/admin/partners/${partner.partnerId}/credentials`;
    const { body } = await scene.clearingHouse.post<{ secret: string }>(path, { label: 'demo' }, 201);
    scene.enter(partner, body.secret);
  }
}

async function introduce(scene: Scene): Promise<void> {
  await expectRoles(scene, OPERATOR, ['operator']);
  await expectRoles(scene, PROVIDER, ['provider']);
}

async function expectRoles(scene: Scene, partner: Partner, roles: readonly string[]): Promise<void> {
  const { body } = await scene.as(partner).get<{ roles: string[] }>('/v1/self');
  scene.check(`${partner.partnerId} is known as ${roles.join(' and ')}`, body.roles, roles);
}
