import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestRegistry } from '../environment/index.js';

const run = promisify(execFile);

/** A block of commands of the README, and what it says that they print, if anything. */
interface Step {
  readonly commands: string;
  readonly output: string | undefined;
}

describe('The README’s first publish and poll', () => {
  let registry: TestRegistry;
  let directory: string;

  beforeAll(async () => {
    registry = await TestRegistry.start();
    directory = await mkdtemp(join(tmpdir(), 'readme-'));
    await copyFile('test/readme/curl.mjs', join(directory, 'curl'));
    await chmod(join(directory, 'curl'), 0o755);
  });
  afterAll(async () => {
    await registry.stop();
    await rm(directory, { recursive: true });
  });

  it('comes out as it is told', async () => {
    const steps = await readSteps();
    const script = steps.map(({ commands }, index) => `{ ${tried(commands)}\n} > ${outputFile(index)}`);
    const env = { ...process.env, PATH: `${directory}:${process.env.PATH ?? ''}` };
    await run('bash', ['-euc', script.join('\n')], { env, cwd: directory });
    const told = steps.filter(({ output }) => output !== undefined);
    expect(told.length).toBeGreaterThan(7);
    for (const [index, { commands, output }] of steps.entries()) {
      const printed = await readFile(join(directory, outputFile(index)), 'utf8');
      expect({ commands, output: masked(printed) }).toEqual({ commands, output: masked(output ?? '') });
    }
  });

  /** The commands as the reader types them: with its own address and secret, and the `asOf` of the last answer. */
  function tried(commands: string): string {
    return commands
      .replaceAll('http://localhost:3000', registry.address)
      .replace(/^ADMIN=.*$/m, `ADMIN='${registry.admin.secret}'`)
      .replace(
        /^SINCE=.*$/m,
        `SINCE=$(cat output-* | grep -o '"asOf":"[^"]*' | tail -n 1 | cut -d '"' -f 4)`,
      );
  }
});

async function readSteps(): Promise<Step[]> {
  const readme = await readFile('README.md', 'utf8');
  const [, section = ''] = /## Publish and poll[^\n]*\n([\s\S]*?)\n## /.exec(readme) ?? [];
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```(?:\n\n```(?:json|xml)\n([\s\S]*?)```)?/g)];
  return blocks.map(([, commands = '', output]) => ({ commands, output }));
}

function outputFile(index: number): string {
  return `output-${String(index).padStart(2, '0')}`;
}

/** What differs from run to run is left out: times and days, and the epoch. */
function masked(output: string): unknown {
  const fixed = output
    .trim()
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'TIME')
    .replace(/\d{4}-\d{2}-\d{2}/g, 'DAY')
    .replace(/("epoch": ?)"[0-9a-f]{12}"/g, '$1"EPOCH"');
  if (fixed.startsWith('<')) return fixed.replace(/>\s+</g, '><');
  return fixed === '' ? '' : JSON.parse(fixed);
}
