import { inspect } from 'node:util';
import type { Exchange } from './caller.js';
import { excerpt, withoutSecrets } from './excerpt.js';
import type { Failure } from './failure.js';
import { Style, wantsColour } from './style.js';

const WIDTH = 104;
const INDENT = '   ';

/** Tells the story on a terminal, or into a file. */
export class Narrator {
  private readonly style: Style;

  constructor(private readonly output: NodeJS.WritableStream & { isTTY?: boolean }) {
    this.style = new Style(wantsColour(output));
  }

  beginning(): void {
    this.atMargin('', this.style.title('OCHP-direct registry: the story of a roaming connection'));
  }

  place(address: string): void {
    this.atMargin(
      this.style.quiet(`A throw-away registry listens on ${address}. Secrets are cut short here.`),
    );
  }

  step(number: number, title: string): void {
    this.atMargin('', this.style.title(`${number}. ${title}`));
  }

  exchange({ caller, method, path, sent, status, body }: Exchange): void {
    const { quiet, method: verb, good, refused } = this.style;
    this.write('', `${quiet(caller)} ${verb(method)} ${decodeURIComponent(path)}`);
    if (sent !== undefined) this.write(this.block(withoutSecrets(sent)));
    const mark = status < 400 ? good : refused;
    this.write(`${mark(`→ ${status}`)} ${body === undefined ? '' : this.block(excerpt(body))}`.trimEnd());
  }

  confirmed(what: string): void {
    this.write(`${this.style.good('✓')} ${what}`);
  }

  /** What holds after every step. */
  stillHolds(what: string): void {
    this.write(this.style.quiet(`✓ ${what}`));
  }

  failure(title: string, { what, expected, got }: Failure): void {
    this.write('', this.style.bad(`✗ ${what}: not as told, in "${title}"`));
    this.write(
      `expected ${this.block(withoutSecrets(expected))}`,
      `got      ${this.block(withoutSecrets(got))}`,
      '',
    );
  }

  /** Something else went wrong than the story. */
  mishap(error: unknown): void {
    const text = error instanceof Error ? `${error.message}${reasonOf(error)}` : String(error);
    this.write('', this.style.bad(`✗ The story broke off: ${text}`), '');
  }

  ending(steps: number): void {
    this.atMargin('', this.style.good(`All ${steps} steps came out as told.`), '');
  }

  private block(value: unknown): string {
    return inspect(value, { depth: null, breakLength: WIDTH, compact: 4, colors: this.style.isColoured });
  }

  /** Titles stand at the margin, and what belongs to them is indented. */
  private atMargin(...lines: string[]): void {
    this.output.write(`${lines.join('\n')}\n`);
  }

  private write(...blocks: string[]): void {
    const lines = blocks.join('\n').split('\n');
    this.atMargin(...lines.map((line) => (line === '' ? '' : INDENT + line)));
  }
}

function reasonOf({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message})` : '';
}
