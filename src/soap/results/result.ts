import { element } from '../envelope/xml-text.js';

/** The codes of OCHP's `Result`. */
export type ResultCode = 'ok' | 'partly' | 'not-authorized' | 'invalid-id' | 'server' | 'format' | 'roaming';

/** How an operation ended, as OCHP says it. */
export interface Result {
  readonly code: ResultCode;
  /** For people; never with a secret or an access token. */
  readonly description: string;
}

/** The longest description that OCHP takes, in characters. */
const LONGEST_DESCRIPTION = 1_000;

/**
 * The `result` element, in the namespace that is the default where it stands.
 * @param prefix of OCHP's namespace there, with its colon; empty where OCHP's is the default
 */
export function resultElement({ code, description }: Result, prefix: '' | 'ochp:'): string {
  const codeElement = `${prefix}resultCode`;
  return (
    `<result><${codeElement}>${element(codeElement, code)}</${codeElement}>` +
    `${element(`${prefix}resultDescription`, shortened(description))}</result>`
  );
}

function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= LONGEST_DESCRIPTION) return text;
  return `${characters.slice(0, LONGEST_DESCRIPTION - 1).join('')}…`;
}
