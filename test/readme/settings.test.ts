import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { EnvironmentError, readEnvironment } from '../../src/configuration/index.js';

describe('The README’s table of settings', () => {
  it('names every environment variable that the service knows, with its default', async () => {
    const readme = await readFile('README.md', 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\| (?:`(.*?)`|–|made at the first start) +\|/gm)];
    const defaults = Object.fromEntries(rows.map(([, name, value]) => [name, value]));
    expect(readEnvironment(defaults)).toEqual(readEnvironment({}));
    const source = await readFile('src/configuration/environment-variables.ts', 'utf8');
    const known = [...source.matchAll(/^ {2}([A-Z_]+)(?:\?:| =)/gm)].map(([, name]) => name);
    expect(Object.keys(defaults).sort()).toEqual(known.sort());
  });

  it('is right that a wrong value stops the start with a line that names it', () => {
    const wrong = { PORT: '70000', RETENTION: 'a month', ADMIN_SECRET: 'too short', LOG_LEVEL: 'loud' };
    const read = () => readEnvironment(wrong);
    expect(read).toThrow(EnvironmentError);
    for (const name of Object.keys(wrong)) expect(read).toThrow(name);
    expect(read).not.toThrow('too short');
  });
});
