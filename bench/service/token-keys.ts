import { randomBytes } from 'node:crypto';

/** What all services that are measured encrypt access tokens with, and the floors that read or write them. */
export const TOKEN_KEYS = `bench:${randomBytes(32).toString('base64')}`;
