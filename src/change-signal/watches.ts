import { Injectable } from '@nestjs/common';
import type { PartnerId } from '../partners/index.js';

/** Armed from when it is made until it is disposed of: whatever concerns the partner meanwhile settles `changed`. */
export interface Watch extends Disposable {
  readonly changed: Promise<void>;
}

/** Who waits for something that concerns which partner. */
@Injectable()
export class Watches {
  private readonly watching = new Map<PartnerId, Set<() => void>>();

  watch(partnerId: PartnerId): Watch {
    let wake = () => {};
    const changed = new Promise<void>((settle) => (wake = settle));
    const ofPartner = this.watching.get(partnerId) ?? new Set();
    this.watching.set(partnerId, ofPartner.add(wake));
    const release = () => {
      ofPartner.delete(wake);
      if (ofPartner.size === 0 && this.watching.get(partnerId) === ofPartner) this.watching.delete(partnerId);
    };
    return { changed, [Symbol.dispose]: release };
  }

  /** How many are armed. */
  get count(): number {
    return [...this.watching.values()].reduce((sum, ofPartner) => sum + ofPartner.size, 0);
  }

  wake(partnerId: PartnerId): void {
    this.watching.get(partnerId)?.forEach((wake) => wake());
  }

  wakeAll(): void {
    for (const partnerId of this.watching.keys()) this.wake(partnerId);
  }
}
