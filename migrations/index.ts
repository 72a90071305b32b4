import { Registry1763769600000 } from './1763769600000-registry.js';

/** Every migration, oldest first. A migration that has been released is never changed. */
export const migrations = [Registry1763769600000];
