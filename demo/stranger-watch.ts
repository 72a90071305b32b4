import type { Snapshot, Updates } from './bodies.js';
import type { Caller } from './caller.js';
import { EVSE_ID, OTHER_EVSE_ID, STRANGER } from './cast.js';
import { verify } from './failure.js';
import type { Scene } from './scene.js';

/** Looks after each step through the eyes of a provider that nobody has a connection with. */
export class StrangerWatch {
  /** The state that it polls from, always the same: whatever ever showed would show. */
  private since: string | undefined;

  constructor(private readonly scene: Scene) {}

  async expectNothing(): Promise<void> {
    const stranger = this.scene.find(STRANGER)?.aside();
    if (!stranger) return;
    const found = { snapshot: await this.snapshot(stranger), ...(await this.delta(stranger)) };
    for (const evseId of [EVSE_ID, OTHER_EVSE_ID])
      await stranger.get(`/v1/operator-backends/resolve?evseId=${encodeURIComponent(evseId)}`, 404);
    const what = `${STRANGER.partnerId}, whom no operator lets in, sees nothing`;
    verify(what, found, { snapshot: [], updated: [], removed: [] });
    this.scene.narrator.stillHolds(what);
  }

  private async snapshot(stranger: Caller): Promise<Snapshot['items']> {
    const { body } = await stranger.get<Snapshot>('/v1/operator-backends');
    this.since ??= body.asOf;
    return body.items;
  }

  private async delta(stranger: Caller): Promise<Pick<Updates, 'updated' | 'removed'>> {
    const { body } = await stranger.get<Updates>(`/v1/operator-backends/updates?since=${this.since ?? ''}`);
    return { updated: body.updated, removed: body.removed };
  }
}
