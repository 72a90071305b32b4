import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours, on a terminal that wants them. */
export class Style {
  constructor(readonly isColoured: boolean) {}

  title = this.by('bold');
  method = this.by('cyan');
  quiet = this.by('dim');
  good = this.by('green');
  refused = this.by('yellow');
  bad = this.by('red');

  private by(format: Format): (text: string) => string {
    return (text) => (this.isColoured ? styleText(format, text) : text);
  }
}

/** As <https://no-color.org> asks: whoever sets `NO_COLOR` gets plain text. */
export function wantsColour(output: NodeJS.WritableStream & { isTTY?: boolean }): boolean {
  return output.isTTY === true && !process.env.NO_COLOR;
}
