import type { Definition, Snapshot, Updates } from '../demo/bodies.js';
import type { Assignment } from './assignment.js';
import type { Cast } from './cast.js';
import type { Client } from './clients.js';
import { tokens } from './expectations.js';
import type { Narration } from './narration.js';

/**
 * The other binding must tell of the client's doings as they were.
 * @param asOf of the full list that the client got by SOAP: as good a `since` as any
 */
export async function lookOverJson(
  client: Client,
  { operator, provider }: Cast,
  assignment: Assignment,
  asOf: string | undefined,
  narration: Narration,
): Promise<void> {
  const { body: snapshot } = await provider.overJson.get<Snapshot>('/v1/operator-backends');
  const { partnerId } = operator;
  narration.compare(client, 'what it added is there over JSON', snapshot.items.map(inShort), [
    { partnerId, url: assignment.URL, tokens: tokens(assignment) },
  ]);
  if (typeof asOf !== 'string') return;
  const { body: delta } = await provider.overJson.get<Updates>(`/v1/operator-backends/updates?since=${asOf}`);
  const removed = [{ partnerId, backendId: assignment.STATED_ID }];
  narration.compare(client, 'what it withdrew is gone over JSON', changes(delta), { updated: [], removed });
}

function inShort({ partnerId, url, tokens: inForce }: Definition) {
  return { partnerId, url, tokens: inForce };
}

function changes({ updated, removed }: Updates) {
  return { updated, removed };
}
