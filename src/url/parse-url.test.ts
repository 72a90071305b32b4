import { describe, expect, it } from '@jest/globals';
import { parseUrl } from './parse-url.js';

/** So often that V8 compiles the caller, and calls of the platform take their fast paths. */
const MANY = 20_000;

describe('parsing a URL', () => {
  it('takes an absolute one apart', () => {
    expect(parseUrl('https://cms.example:8443/direct')?.port).toBe('8443');
  });

  it.each(['', 'cms.example', '/direct', 'https://', 'https://a b/'])('knows that %j is none', (text) => {
    expect(parseUrl(text)).toBeUndefined();
  });

  it('takes names beyond ASCII however often it was asked', () => {
    const hosts = new Set<string | undefined>();
    for (let count = 0; count < MANY; count += 1) hosts.add(parseUrl('https://bücher.example/bücher')?.host);
    expect([...hosts]).toEqual(['xn--bcher-kva.example']);
  });
});
