import { EXIT } from './exit-code.js';

/** What a command says: results on standard output, and how it gets on, or fails, on standard error. */
export class Output {
  /** Whoever reads may have had enough (`| head`): that is no failure, and the rest is not written. */
  private isRead = true;

  constructor(
    private readonly results: NodeJS.WriteStream,
    private readonly progress: NodeJS.WriteStream,
  ) {
    results.on('error', (error: NodeJS.ErrnoException) => {
      this.isRead = false;
      if (error.code === 'EPIPE') return;
      // It may come when the command has long returned.
      process.exitCode = EXIT.failed;
      this.note(`error: Standard output can't be written: ${error.message}`);
    });
    // There is no other place to say it.
    progress.on('error', () => {});
  }

  /** A result, in one line or several. */
  print(text: string): void {
    if (this.isRead) this.results.write(`${text}\n`);
  }

  /** A result for programs. */
  printJson(value: unknown): void {
    this.print(JSON.stringify(value, null, 2));
  }

  /** Bytes of a result that is long: waits until they are taken. False when nobody reads any more. */
  async write(bytes: Uint8Array): Promise<boolean> {
    if (!this.isRead) return false;
    await new Promise<void>((resolve) => this.results.write(bytes, () => resolve()));
    return this.isRead;
  }

  /** A line that stays. */
  note(text: string): void {
    this.progress.write(`${this.isAtTerminal ? '\r\x1b[K' : ''}${text}\n`);
  }

  /** How far it has come: at a terminal, one line that is written over; elsewhere that would fill logs, and is left out. */
  update(text: string): void {
    if (this.isAtTerminal) this.progress.write(`\r\x1b[K${text}`);
  }

  private get isAtTerminal(): boolean {
    return this.progress.isTTY;
  }
}
