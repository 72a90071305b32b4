/** A statement that a client sent, and its parameters as text. */
export interface LoggedStatement {
  readonly text: string;
  readonly parameters: readonly (string | null)[];
}

const STATEMENT = /^LOG: {2}(?:statement|execute [^:]+): ([^]*)$/;
const PARAMETERS = /^DETAIL: {2}Parameters: ([^]*)$/;
const PARAMETER = /\$\d+ = (?:'((?:[^']|'')*)'|NULL)/g;

/** What PostgreSQL logged with `log_statement = all`. A line that goes on begins with a tab. */
export function loggedStatements(lines: readonly string[]): LoggedStatement[] {
  const statements: { text: string; parameters: (string | null)[] }[] = [];
  for (const entry of entriesOf(lines)) {
    const [, text] = STATEMENT.exec(entry) ?? [];
    if (text !== undefined) statements.push({ text, parameters: [] });
    const [, parameters] = PARAMETERS.exec(entry) ?? [];
    if (parameters !== undefined) statements.at(-1)?.parameters.push(...parametersOf(parameters));
  }
  return statements;
}

function entriesOf(lines: readonly string[]): string[] {
  const joined = lines.map((line) => (line.startsWith('\t') ? line : `\0${line}`)).join('\n');
  return joined.split('\0').map((entry) => entry.trimEnd());
}

function parametersOf(text: string): (string | null)[] {
  return [...text.matchAll(PARAMETER)].map(([, value]) => value?.replaceAll("''", "'") ?? null);
}
