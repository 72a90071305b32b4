import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { MAIN } from '../service/service-process.js';
import { all, read, readSettings } from './files.js';

const UNIT = readSettings('deploy/systemd/ochp-direct-registry.service');
const setting = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(UNIT)?.[1] ?? '';

test('what it starts is what is built', () => {
  const [program, script = ''] = setting('ExecStart').split(' ');
  expect(program).toBe('/usr/bin/node');
  const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> };
  expect(Object.values(bin)).toEqual([script]);
  expect([MAIN.endsWith(`/${script}`), existsSync(MAIN)]).toEqual([true, true]);
});

test('requests under way have the time that the service gives them, and more', () => {
  const [, longest = ''] = /LONGEST_STOP = ([\d_]+);/.exec(read('src/stop-on-signals.ts')) ?? [];
  expect(Number(setting('TimeoutStopSec')) * 1_000).toBeGreaterThan(Number(longest.replace('_', '')) + 5_000);
  expect([setting('KillSignal'), setting('KillMode')]).toEqual(['SIGTERM', 'mixed']);
});

test('it comes back by itself, as a user of its own, and writes nowhere but into its data directory', () => {
  expect([setting('Restart'), setting('User')]).toEqual(['always', 'ochp-direct-registry']);
  expect([setting('ProtectSystem'), setting('NoNewPrivileges')]).toEqual(['strict', 'true']);
  expect(setting('Environment')).toBe(`DATA_DIR=/var/lib/${setting('StateDirectory')}`);
  expect(all(UNIT, /^(ReadWritePaths=.*)$/gm)).toEqual([]);
});

test('its settings are in a file of their own, and no secret is here', () => {
  expect(setting('EnvironmentFile')).toMatch(/^\/etc\/[\w.-]+$/);
  expect(UNIT).not.toMatch(/ADMIN_SECRET|TOKEN_KEYS|DATABASE_URL/);
});
