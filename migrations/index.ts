import { Registry1763769600000 } from './1763769600000-registry.js';
import { Endpoints1764010800000 } from './1764010800000-endpoints.js';
import { OwnersInOrder1764080000000 } from './1764080000000-owners-in-order.js';
import { ChangeSignal1764090000000 } from './1764090000000-change-signal.js';
import { Epoch1764120000000 } from './1764120000000-epoch.js';

/** Every migration, oldest first. A migration that has been released is never changed. */
export const migrations = [
  Registry1763769600000,
  Endpoints1764010800000,
  OwnersInOrder1764080000000,
  ChangeSignal1764090000000,
  Epoch1764120000000,
];
