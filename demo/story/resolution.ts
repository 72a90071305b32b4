import type { Resolved } from '../bodies.js';
import { EVSE_ID, PROVIDER } from '../cast.js';
import type { Scene } from '../scene.js';
import type { Step } from '../tell.js';
import { OPERATOR_BACKEND } from './publications.js';

export const RESOLUTION: readonly Step[] = [
  { title: 'A driver stands at a charge point: which backend answers for it?', run: resolve },
  { title: 'The provider polls again: nothing is new', run: pollNothing },
  { title: 'The same in fewer bytes, with the ETag of the answer before', run: pollUnchanged },
];

async function resolve(scene: Scene): Promise<void> {
  const path = `/v1/operator-backends/resolve?evseId=${encodeURIComponent(EVSE_ID)}`;
  const { body } = await scene.as(PROVIDER).get<Resolved>(path);
  const [token] = scene.copy.items.flatMap(({ tokens }) => tokens);
  scene.check(
    "it is the operator's, by the pattern it published and with today's token",
    [body.url, body.pattern, body.token],
    [OPERATOR_BACKEND.url, 'DE8AAE%', token],
  );
}

async function pollNothing(scene: Scene): Promise<void> {
  const { updated, removed } = await scene.poll();
  scene.check('the delta is empty', { updated, removed }, { updated: [], removed: [] });
}

async function pollUnchanged(scene: Scene): Promise<void> {
  const provider = scene.as(PROVIDER);
  const path = `/v1/operator-backends/updates?since=${scene.copy.asOf}`;
  const before = await provider.aside().get(path);
  const etag = before.headers.get('etag') ?? '';
  const { body } = await provider.get(path, 304, { 'if-none-match': etag });
  scene.check(`If-None-Match: ${etag} is answered without a body`, body, undefined);
}
