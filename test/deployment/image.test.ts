import { expect, test } from '@jest/globals';
import { all, healthCheck, read, readSettings } from './files.js';

const DOCKERFILE = readSettings('Dockerfile');
const STAGES = DOCKERFILE.split(/^(?=FROM )/m).filter((stage) => stage.startsWith('FROM '));
const FINAL = STAGES.at(-1) ?? '';

test('every stage is of a Node that the package takes', () => {
  const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
  expect(engines.node).toBe('>=20.19');
  expect(STAGES.map((stage) => /^FROM (\S+)/.exec(stage)?.[1])).toEqual(
    STAGES.map(() => 'node:20-bookworm-slim'),
  );
});

test('the image holds the programs and the production dependencies, and nothing else', () => {
  expect(all(FINAL, /^COPY (.*)$/gm)).toEqual([
    '--from=build /app/dist/migrations dist/migrations',
    '--from=build /app/dist/src dist/src',
    '--from=dependencies /app/node_modules node_modules',
    'package.json ./',
  ]);
  expect(DOCKERFILE).toMatch(/AS dependencies\n[^]*npm ci --omit=dev/);
});

test('it runs as an unprivileged user, reachable from outside, and gets the signals itself', () => {
  expect(FINAL).toMatch(/^USER node$/m);
  expect(FINAL).toMatch(/^ENV .*HOST=0\.0\.0\.0 PORT=3000$/m);
  expect(FINAL).toMatch(/^CMD \["node", "dist\/src\/main\.js"\]$/m);
  expect(read('package.json')).toContain('"start": "node dist/src/main.js"');
});

test('it asks the service whether it is ready', () => {
  const [program, flag, script] = healthCheck();
  expect([program, flag]).toEqual(['node', '--eval']);
  // test/service/tls.test.ts runs it.
  expect(script).toContain('://127.0.0.1:${process.env.PORT}/health/ready');
});

test('no secret, no data and no history get into the build', () => {
  const [first, ...rest] = readSettings('.dockerignore').trim().split('\n');
  expect(first).toBe('*');
  const copied = all(DOCKERFILE, /^COPY (?!--from)(.*) \S+$/gm).flatMap((sources) => sources.split(' '));
  const letIn = rest.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  expect([...new Set(copied)].sort()).toEqual(letIn.sort());
});
