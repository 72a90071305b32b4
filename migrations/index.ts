import { Registry1763769600000 } from './1763769600000-registry.js';
import { Endpoints1764010800000 } from './1764010800000-endpoints.js';
import { OwnersInOrder1764080000000 } from './1764080000000-owners-in-order.js';
import { ChangeSignal1764090000000 } from './1764090000000-change-signal.js';
import { TokenEncryption1764100000000 } from './1764100000000-token-encryption.js';
import { Audit1764110000000 } from './1764110000000-audit.js';
import { Epoch1764120000000 } from './1764120000000-epoch.js';
import { Limits1764130000000 } from './1764130000000-limits.js';
import { EndpointHealth1764140000000 } from './1764140000000-endpoint-health.js';

/** Every migration, oldest first. A migration that has been released is never changed. */
export const migrations = [
  Registry1763769600000,
  Endpoints1764010800000,
  OwnersInOrder1764080000000,
  ChangeSignal1764090000000,
  TokenEncryption1764100000000,
  Audit1764110000000,
  Epoch1764120000000,
  Limits1764130000000,
  EndpointHealth1764140000000,
];
