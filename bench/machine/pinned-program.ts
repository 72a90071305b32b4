import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Cores, onServerCore } from './cores.js';

/** A program of the benchmark in a process of its own; it speaks by messages, the first of which says that it is ready. */
export class PinnedProgram<Ready, Question = never, Answer = never> implements AsyncDisposable {
  private constructor(
    private readonly child: ChildProcess,
    readonly ready: Ready,
  ) {}

  /**
   * @param module URL of the compiled file
   * @param cores given for what is measured, which has a core of its own
   */
  static async start<Ready, Question = never, Answer = never>(
    module: URL,
    settings: object,
    cores?: Cores,
  ): Promise<PinnedProgram<Ready, Question, Answer>> {
    const program = [fileURLToPath(module), JSON.stringify(settings)];
    const [command, args] = cores
      ? onServerCore(cores, process.execPath, program)
      : ([process.execPath, program] as const);
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    return new PinnedProgram(child, (await nextMessage(child)) as Ready);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async ask(question: Question): Promise<Answer> {
    const answer = nextMessage(this.child);
    this.child.send(question as object);
    return (await answer) as Answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}

/** Fails when the program ends before. */
function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((settle, fail) => {
    const ended = () => fail(new Error(`${child.spawnargs.slice(0, -1).join(' ')} ended.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      settle(message);
    });
  });
}

/** What this program was started with. */
export function settingsOfProgram(): unknown {
  return JSON.parse(process.argv[2] ?? '{}');
}

/** Tells whoever started this program something. It ends with them. */
export function tell(message: object): void {
  if (process.listenerCount('disconnect') === 0) process.once('disconnect', () => process.exit(0));
  process.send?.(message);
}
