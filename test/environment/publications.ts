import type { TestClock } from './test-clock.js';

let made = 0;

/** An access token that no other definition uses. */
export function freshToken(): string {
  made += 1;
  return `access-token-${process.pid}-${made}`;
}

/** A good publication of an operator that owns DE8AA; say what shall be different. */
export function operatorPublication(clock: TestClock, changes: object = {}) {
  return {
    url: 'https://cms.example/direct',
    namespaceUrl: 'http://ochp.eu/1.4',
    binding: 'soap',
    whitelist: ['DE8AAE%'],
    tokens: [{ accessToken: freshToken(), validDate: clock.day() }],
    ...changes,
  };
}

/** A good publication of a provider that owns DE9BB; say what shall be different. */
export function providerPublication(clock: TestClock, changes: object = {}) {
  return {
    ...operatorPublication(clock),
    url: 'https://mdm.example/direct',
    whitelist: ['DE9BBC%'],
    ...changes,
  };
}
