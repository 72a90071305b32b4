import { bad, type Case, each, good } from './case.js';
import { entryCases, fieldCases } from './field-cases.js';
import { COMPANY_NAMES, EXPIRIES, LABELS, PARTNER_IDS, PARTY_IDS, TOKENS } from './texts.js';

const MOST_IDS = 500;

type Party = Readonly<{ name: string; operatorIds: readonly string[]; providerIds: readonly string[] }>;

export function accessTokenCases(): Case[] {
  const body = { accessToken: 'of-the-corpus' };
  return [
    ...fieldCases(body, ['accessToken']),
    ...each(good, 'accessToken', TOKENS.good, (accessToken) => ({ accessToken })),
    ...each(bad, 'accessToken', TOKENS.bad, (accessToken) => ({ accessToken }), '#/accessToken'),
    bad('the day once more', { ...body, validDate: '2099-12-31' }, '#/validDate'),
  ];
}

/** Each good one admits a partner: the caller gives it a name that is not taken, unless the name is what is tried. */
export function admissionCases(): Case[] {
  const body = { partnerId: '', name: 'Corpus', operatorIds: [], providerIds: [] };
  const named = { ...body, partnerId: 'named' };
  return [
    ...fieldCases({ ...named, operatorIds: ['YYA01'], providerIds: ['YYA02'] }, Object.keys(body)),
    ...each(good, 'partnerId', PARTNER_IDS.good, (partnerId) => ({ ...body, partnerId })),
    ...each(bad, 'partnerId', PARTNER_IDS.bad, (partnerId) => ({ ...body, partnerId }), '#/partnerId'),
    ...partyCases(named),
    bad(
      'several faults at once',
      { name: ' ', operatorIds: ['', 'DE8AA'], providerIds: 'DE9BB' },
      ...['#/partnerId', '#/name', '#/operatorIds/0', '#/providerIds'],
    ),
  ];
}

export function changeCases(): Case[] {
  const body = { name: 'Corpus', operatorIds: ['YYB01'], providerIds: ['YYB02'] };
  return [...fieldCases(body, []), ...partyCases(body), bad('nothing to change', {}, '#')];
}

export function credentialCases(): Case[] {
  const body = { label: 'corpus', expiresAt: '2099-12-31T00:00:00Z' };
  return [
    ...fieldCases(body, []),
    good('no field', {}),
    ...each(good, 'label', LABELS.good, (label) => ({ label })),
    ...each(bad, 'label', LABELS.bad, (label) => ({ label }), '#/label'),
    ...each(good, 'expiresAt', EXPIRIES.good, (expiresAt) => ({ expiresAt })),
    ...each(bad, 'expiresAt', EXPIRIES.bad, (expiresAt) => ({ expiresAt }), '#/expiresAt'),
  ];
}

function partyCases(body: Party): Case[] {
  const ids = ['operatorIds', 'providerIds'].flatMap((list) => [
    ...each(good, list, PARTY_IDS.good, (id) => ({ ...body, [list]: [id] })),
    ...each(bad, list, PARTY_IDS.bad, (id) => ({ ...body, [list]: [id] }), `#/${list}/0`),
    good(`no ${list} at all`, { ...body, [list]: [] }),
    good(`${list} of ${MOST_IDS}`, { ...body, [list]: numbered(MOST_IDS) }),
    bad(`${list} of one more`, { ...body, [list]: numbered(MOST_IDS + 1) }, `#/${list}`),
    bad(`${list} with one twice`, { ...body, [list]: ['ZZA01', 'ZZA02', 'ZZA01'] }, `#/${list}`),
    ...entryCases({ ...body, [list]: ['ZZA01'] }, list),
  ]);
  return [
    ...each(good, 'name', COMPANY_NAMES.good, (name) => ({ ...body, name })),
    ...each(bad, 'name', COMPANY_NAMES.bad, (name) => ({ ...body, name }), '#/name'),
    ...ids,
  ];
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `ZZ${String(index).padStart(3, '0')}`);
}
