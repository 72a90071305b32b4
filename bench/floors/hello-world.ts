import type { Cores } from '../machine/cores.js';
import { PinnedProgram } from '../machine/pinned-program.js';
import type { Target } from '../measuring/target.js';
import { jsonRequest } from '../load/http-request.js';

export interface HelloWorldSettings {
  readonly secrets: readonly string[];
  readonly logLevel: string;
}

const PROGRAM = new URL('./hello-world-program.js', import.meta.url);

/** The least that any service of this stack takes: Nest on Fastify, a bearer check, a small JSON object. */
export async function startHelloWorld(
  settings: HelloWorldSettings,
  cores: Cores,
): Promise<Target & AsyncDisposable> {
  const program = await PinnedProgram.start<{ port: number }>(PROGRAM, settings, cores);
  return {
    ...{ pid: program.pid, port: program.ready.port },
    requests: [jsonRequest('GET', '/hello', settings.secrets[0] ?? '')],
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
