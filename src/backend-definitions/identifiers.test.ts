import { describe, expect, it } from '@jest/globals';
import { CONTRACT_ID, toContractId } from './contract-id.js';
import { EVSE_ID, toEvseId } from './evse-id.js';
import { PATTERNS } from './patterns.js';

describe('An EVSE-ID', () => {
  it.each([
    ['DE*8AA*E45B*78C', 'DE8AAE45B*78C'],
    ['DE8AAE45B*78C', 'DE8AAE45B*78C'],
    ['DE8AA*E45B*78C', 'DE8AAE45B*78C'],
    ['DE*8AA*E4**', 'DE8AAE4**'],
    [`DE*8AA*E1${'*'.repeat(30)}`, `DE8AAE1${'*'.repeat(30)}`],
    ['de*8aa*e45b', 'de8aae45b'],
  ])('%s means %s', (text, id) => {
    expect(text).toMatch(EVSE_ID);
    expect(toEvseId(text)).toBe(id);
  });

  it.each([
    'DE*8AAE45B',
    'DE-8AA-E45B',
    'DE8AAE',
    'DE8AAE*1',
    'DE8AAX45B',
    `DE8AAE1${'2'.repeat(31)}`,
    'D*8AA*E45B',
    'DE8AAE45B%',
    '',
  ])('%s is none', (text) => expect(text).not.toMatch(EVSE_ID));
});

describe('A Contract-ID', () => {
  it.each([
    'DE-8AA-CA2B3C4D5-N',
    'DE-8AA-CA2B3C4D5',
    'DE8AACA2B3C4D5N',
    'DE8AACA2B3C4D5',
    'de-8aa-ca2b3c4d5-n',
    'dE8aAcA2b3C4d5',
  ])('%s means DE8AACA2B3C4D5, whatever its check digit', (text) => {
    expect(text).toMatch(CONTRACT_ID);
    expect(toContractId(text)).toBe('DE8AACA2B3C4D5');
  });

  it.each([
    'DE-8AACA2B3C4D5',
    'DE8AA-CA2B3C4D5',
    'DE-8AA-CA2B3C4D5N',
    'DE8AACA2B3C4D5-N',
    'DE8AACA2B3C4D',
    'DE8AACA2B3C4D5NN',
    'DE*8AA*CA2B3C4D5',
  ])('%s is none', (text) => expect(text).not.toMatch(CONTRACT_ID));
});

describe('A pattern', () => {
  it.each(['DE8AAE', 'DE8AAE%', 'DE8AAE45B*78C', 'DE8AAE4*%', 'DE8AAE*', `DE8AAE1${'*'.repeat(30)}%`])(
    '%s is one of EVSE-IDs',
    (pattern) => expect(pattern).toMatch(PATTERNS.operator),
  );
  it.each([
    'DE*8AA*E1',
    'de8aae1',
    'DE8AAe1',
    'DE8AAC1',
    'DE8AA%',
    '%',
    'DE8AAE%1',
    'DE8AAE_',
    `DE8AAE1${'1'.repeat(31)}`,
    'DE8AAE1 ',
  ])('%s is none of EVSE-IDs', (pattern) => expect(pattern).not.toMatch(PATTERNS.operator));
  it.each(['DE8AAC', 'DE8AAC%', 'de8aaca2b3c4d5', 'DE8AACA2B3C4D5', 'DE8AACA2B3%'])(
    '%s is one of Contract-IDs',
    (pattern) => expect(pattern).toMatch(PATTERNS.provider),
  );
  it.each(['DE-8AA-C', 'DE8AAE1', 'DE8AACA2B3C4D5N', 'DE8AA%', 'DE8AAC*', 'DE8AAC%%'])(
    '%s is none of Contract-IDs',
    (pattern) => expect(pattern).not.toMatch(PATTERNS.provider),
  );
});
