import { parseEnv } from 'node:util';
import { expect, test } from '@jest/globals';
import { readEnvironment } from '../../src/configuration/index.js';
import { read, variablesOfTheService } from './files.js';

const EXAMPLE = parseEnv(read('.env.example'));
/** For the database of docker-compose.yml; the service gets it as a part of DATABASE_URL. */
const FOR_COMPOSE = ['POSTGRES_PASSWORD'];

test('.env.example has every variable of the service, and no other', () => {
  expect(Object.keys(EXAMPLE).sort()).toEqual([...variablesOfTheService(), ...FOR_COMPOSE].sort());
});

test('.env.example as it stands changes no default', () => {
  expect(readEnvironment(EXAMPLE)).toEqual(readEnvironment({}));
});

test('.env.example explains each variable, and holds no secret', () => {
  for (const paragraph of read('.env.example').trim().split('\n\n').slice(1))
    expect(paragraph).toMatch(/^# .{20}|^# fatal/);
  expect([EXAMPLE.ADMIN_SECRET, EXAMPLE.TOKEN_KEYS, EXAMPLE.POSTGRES_PASSWORD]).toEqual(['', '', '']);
});
