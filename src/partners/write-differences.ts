import type { EntityManager } from 'typeorm';
import { OPEN, type Write } from '../database/index.js';
import type { PartnerId } from './partner-id.js';
import { type Role, ROLES } from './role.js';
import type { PartnerDifference } from './stated-partner.js';

/** Writes what is different, at the revision of the write, in as many statements for thousands of partners as for one. */
export async function writeDifferences(
  { manager, revision }: Write,
  differences: readonly PartnerDifference[],
): Promise<void> {
  const run = (sql: string, ids: readonly unknown[], ...values: readonly unknown[]) =>
    ids.length > 0 ? manager.query(sql, [ids, ...values]) : Promise.resolve();
  const those = (wanted: (difference: PartnerDifference) => boolean) => {
    const stated = differences.filter(wanted).map((difference) => difference.stated);
    return [stated.map(({ partnerId }) => partnerId), stated.map(({ name }) => name)] as const;
  };
  const idsOf = (wanted: (difference: PartnerDifference) => boolean) => those(wanted)[0];

  await run(INSERT_PARTNERS, ...those(({ before }) => before === undefined));
  await run(RENAME, ...those(({ isRenamed }) => isRenamed));
  const begins = ({ isAdmissionChanged, before }: PartnerDifference) =>
    isAdmissionChanged && !before?.admitted;
  const ends = ({ isAdmissionChanged, before }: PartnerDifference) =>
    isAdmissionChanged && before?.admitted === true;
  await run(END_ADMISSIONS, idsOf(ends), revision, OPEN);
  await run(BEGIN_ADMISSIONS, idsOf(begins), revision, OPEN);
  // First all that is given up: an ID may go from one partner to another.
  await manageIds(manager, DISOWN, differences, 'removed');
  await manageIds(manager, OWN, differences, 'added');
}

async function manageIds(
  manager: EntityManager,
  sql: string,
  differences: readonly PartnerDifference[],
  which: 'added' | 'removed',
): Promise<void> {
  const rows: (readonly [PartnerId, Role, string])[] = differences.flatMap(({ stated, [which]: ids }) =>
    ROLES.flatMap((role) => ids[role].map((id) => [stated.partnerId, role, id] as const)),
  );
  if (rows.length === 0) return;
  await manager.query(sql, [
    rows.map(([id]) => id),
    rows.map(([, role]) => role),
    rows.map(([, , id]) => id),
  ]);
}

const INSERT_PARTNERS = 'INSERT INTO partner (partner_id, name) SELECT * FROM unnest($1::text[], $2::text[])';

const RENAME = `
  UPDATE partner SET name = stated.name FROM unnest($1::text[], $2::text[]) AS stated (partner_id, name)
  WHERE partner.partner_id = stated.partner_id`;

const BEGIN_ADMISSIONS = `
  INSERT INTO partner_admission (partner_id, revision_from, revision_to)
  SELECT partner_id, $2, $3 FROM unnest($1::text[]) AS admitted (partner_id)`;

const END_ADMISSIONS =
  'UPDATE partner_admission SET revision_to = $2 WHERE partner_id = ANY ($1) AND revision_to = $3';

const DISOWN = `
  DELETE FROM owned_party_id WHERE (partner_id, role, party_id)
    IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`;

const OWN = `
  INSERT INTO owned_party_id (partner_id, role, party_id)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`;
