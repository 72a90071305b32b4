import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parseUrl } from './parse-url.js';

/** A process of its own: in the context that Jest makes, V8 does not take the platform's fast paths. */
const MODULE = new URL('../../dist/src/url/index.js', import.meta.url);
const ASKS_OFTEN = `
  const { parseUrl } = await import(process.argv[1]);
  const hosts = new Set();
  for (let count = 0; count < 50_000; count += 1) {
    parseUrl('https://cms.example/' + count);
    hosts.add(parseUrl('https://bücher.example/bücher')?.host);
  }
  process.stdout.write([...hosts].join());`;

describe('parsing a URL', () => {
  it('takes an absolute one apart', () => {
    expect(parseUrl('https://cms.example:8443/direct')?.port).toBe('8443');
  });

  it.each(['', 'cms.example', '/direct', 'https://', 'https://a b/'])('knows that %j is none', (text) => {
    expect(parseUrl(text)).toBeUndefined();
  });

  it('takes names beyond ASCII however often it was asked', async () => {
    const args = ['--input-type=module', '-e', ASKS_OFTEN, MODULE.href];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toBe('xn--bcher-kva.example');
  });
});
