import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestRegistry } from '../environment/index.js';

const run = promisify(execFile);

/** A command of the README, and what it says that the command prints. */
interface Example {
  readonly command: string;
  readonly output: string;
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
    const examples = await readExamples();
    const variables: Record<string, string> = { ADMIN: registry.admin.secret };
    const answers: any[] = [];
    for (const { command, output } of examples) {
      if (!command.startsWith('curl')) Object.assign(variables, remembered(command, answers));
      else answers.push(await execute(command, output, variables));
    }
    expect(answers).toHaveLength(11);
  });

  async function execute(command: string, output: string, variables: Record<string, string>): Promise<unknown> {
    const env = { ...process.env, ...variables, PATH: `${directory}:${process.env.PATH}` };
    const address = command.replace('localhost:3000', new URL(registry.address).host);
    const { stdout } = await run('bash', ['-c', address.replace('$(date -u +%F)', registry.clock.day())], { env });
    expect({ command, output: masked(stdout) }).toEqual({ command, output: masked(output) });
    return stdout && JSON.parse(stdout);
  }
});

async function readExamples(): Promise<Example[]> {
  const readme = await readFile('README.md', 'utf8');
  const blocks = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.split(/^\$ /m).slice(1).map(toExample));
}

/** Lines that a backslash or an open quote ends go on. */
function toExample(text: string): Example {
  const lines = text.split('\n');
  let length = 1;
  const isOpen = () => {
    const command = lines.slice(0, length).join('\n');
    return command.endsWith('\\') || (command.split("'").length - 1) % 2 === 1;
  };
  while (isOpen()) length += 1;
  return { command: lines.slice(0, length).join('\n'), output: lines.slice(length).join('\n').trim() };
}

/** What the reader is asked to keep: secrets, or the state of the last answer that had one. */
function remembered(command: string, answers: any[]): Record<string, string> {
  const secrets = answers.filter((answer) => answer.secret).map(({ secret }) => secret);
  if (command.startsWith('SINCE')) return { SINCE: answers.findLast((answer) => answer.asOf).asOf };
  return command.startsWith('OPERATOR') ? { OPERATOR: secrets[0], PROVIDER: secrets[1] } : {};
}

/** What differs from run to run is left out: times, days, credentials. */
function masked(output: string): unknown {
  const fixed = output
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'TIME')
    .replace(/\d{4}-\d{2}-\d{2}/g, 'DAY')
    .replace(/[0-9a-f]{16}(\.[^"]+)?/g, 'CREDENTIAL');
  return fixed === '' ? '' : JSON.parse(fixed);
}
