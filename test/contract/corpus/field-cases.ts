import { bad, type Case, good, shown } from './case.js';

type Body = Readonly<Record<string, unknown>>;

const NOT_TEXT = [null, 0, 1, 1.5, true, false, [], {}, ['text']];
const NOT_A_LIST = [null, 1, true, '1', '', 'text', {}, { 0: 'text', length: 1 }];
const NO_BODY = [null, 5, true, 'text', '{}', []];

/**
 * What goes for every field alike: it may be missing only if it is not required, it is never null, nothing is taken
 * for text that is none or for a list that is none, and there are no other fields.
 * @param body a good one, with all fields
 */
export function fieldCases(body: Body, required: readonly string[]): Case[] {
  const fields = Object.keys(body).flatMap((field) => [
    missing(body, field, required.includes(field)),
    ...wrongTypes(body, field),
  ]);
  const unknown = ['colour', 'Url', 'a/b', '~', '', '__proto__', 'constructor'].map((name) =>
    bad(`an unknown field ${shown(name)}`, withMember(body, name), `#/${escaped(name)}`),
  );
  const whole = NO_BODY.map((value) => bad(`${shown(value)} in place of an object`, value, '#'));
  const nothing = required.map((field) => `#/${field}`);
  return [
    good('all fields', body),
    ...fields,
    ...unknown,
    ...whole,
    ...(required.length > 0 ? [bad('no field', {}, ...nothing)] : []),
  ];
}

/** Each entry of a list of text must be text. */
export function entryCases(body: Body, list: string): Case[] {
  const [first] = body[list] as unknown[];
  return NOT_TEXT.map((value) =>
    bad(`${list} with the entry ${shown(value)}`, { ...body, [list]: [first, value] }, `#/${list}/1`),
  );
}

function missing(body: Body, field: string, isRequired: boolean): Case {
  const { [field]: _, ...rest } = body;
  return isRequired ? bad(`no ${field}`, rest, `#/${field}`) : good(`no ${field}`, rest);
}

function wrongTypes(body: Body, field: string): Case[] {
  const values = Array.isArray(body[field]) ? NOT_A_LIST : NOT_TEXT;
  return values.map((value) => bad(`${field} ${shown(value)}`, { ...body, [field]: value }, `#/${field}`));
}

/** Also for names that an assignment would take for something else. */
function withMember(body: Body, name: string): Body {
  return Object.defineProperty({ ...body }, name, { value: 1, enumerable: true });
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
