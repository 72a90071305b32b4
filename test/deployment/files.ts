import { readFileSync } from 'node:fs';

/** A file of the repository. */
export function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** The same without its comments, for the files in which a line that begins with `#` is one. */
export function readSettings(path: string): string {
  return read(path).replace(/^\s*#.*\n/gm, '');
}

/** What the pattern's group matches, each once, in order of the alphabet. */
export function all(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort();
}

/** The variables that the service reads. */
export function variablesOfTheService(): string[] {
  return all(read('src/configuration/environment.ts'), /^ {2}([A-Z][A-Z0-9_]*)\??(?:: string)?(?:;| = )/gm);
}

/** The command by which the image asks whether the service is ready. */
export function healthCheck(): string[] {
  const [, json = '[]'] = /HEALTHCHECK [^]*?CMD (\[.*\])$/m.exec(readSettings('Dockerfile')) ?? [];
  return JSON.parse(json) as string[];
}
