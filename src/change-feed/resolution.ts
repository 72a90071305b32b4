import { Injectable } from '@nestjs/common';
import {
  type BackendDefinition,
  type Binding,
  type ContractId,
  type EvseId,
  VERSION_CONTENT,
  versionAt,
  VersionReader,
  type VersionRecord,
} from '../backend-definitions/index.js';
import { PreparedQuery, REGISTRY_STATE, type RegistryState, type Revision } from '../database/index.js';
import { PARTY_ID_LENGTH, type PartnerId, type Role } from '../partners/index.js';
import { RegistryError } from '../registry-error/index.js';
import { VERSION } from './changed-versions.js';
import { VISIBLE_AS_OF } from './feed-query.js';
import { FeedReader } from './feed-reader.js';
import { visibility } from './visibility.js';

/** What is looked for: who answers for this ID, in the wanted language. */
export type Question = { readonly binding?: Binding; readonly namespaceUrl?: string } & (
  { readonly role: 'operator'; readonly id: EvseId } | { readonly role: 'provider'; readonly id: ContractId }
);

export interface Answer {
  readonly asOf: Revision;
  readonly definition: BackendDefinition;
  /** The pattern that matched. */
  readonly pattern: string;
}

type FoundRecord = RegistryState & VersionRecord & { pattern: string };
type AnswerRecord = FoundRecord | (RegistryState & { pattern: null });

/** Finds the one visible backend that is responsible for an ID. */
@Injectable()
export class Resolution {
  constructor(
    private readonly reader: FeedReader,
    private readonly versions: VersionReader,
  ) {}

  /**
   * The longest matching whitelist pattern wins (`%` not counted), a matching blacklist pattern excludes the
   * definition, a tie goes to the most recently changed one. Fails with `not-found`, alike for an ID that nobody
   * answers for and one whose backend the viewer may not see.
   */
  async resolve(viewer: PartnerId, { role, id, binding, namespaceUrl }: Question): Promise<Answer> {
    const parameters = [viewer, id, PARTY_ID_LENGTH, binding ?? null, namespaceUrl ?? null];
    const [record] = await this.reader.rows(QUERIES[role], parameters, viewer, undefined);
    if (!record || !isFound(record))
      throw new RegistryError('not-found', 'None of the backends you may see answers for this ID.');
    return { asOf: record.present, definition: this.versions.read(record), pattern: record.pattern };
  }
}

function isFound(record: AnswerRecord): record is FoundRecord {
  return record.pattern !== null;
}

const QUERIES: Readonly<Record<Role, PreparedQuery<AnswerRecord>>> = {
  operator: new PreparedQuery(query('operator')),
  provider: new PreparedQuery(query('provider')),
};

/**
 * Patterns are SQL LIKE patterns as they stand: `%` comes last, and neither `_` nor `\` can occur. Only the owner of
 * an ID's party can claim it, so only its definitions are looked through. Capitals: Contract patterns may be written
 * in any case, and Contract-IDs mean the same in any; EVSE patterns are in capitals always, so EVSE-IDs match as written.
 */
function query(role: Role): string {
  const visible = visibility(role, {
    viewer: '$1',
    owners: `(SELECT partner_id FROM owned_party_id WHERE role = '${role}' AND party_id = left($2, $3))`,
    versions: `LATERAL (
      SELECT ${VERSION} FROM backend_definition
      WHERE partner_id = owner.partner_id AND role = '${role}'
        AND revision_from <= state.as_of AND revision_to > state.as_of
      OFFSET 0)`,
    lower: 'state.as_of',
    upper: 'state.as_of',
  });
  const answer = `
    SELECT visible.partner_id, visible.backend_id, visible.revision_from, ${VERSION_CONTENT}, matched.pattern
    FROM (${visible}) visible
    CROSS JOIN ${versionAt('visible.ctid')}
    CROSS JOIN LATERAL (
      SELECT pattern, length(rtrim(pattern, '%')) AS length FROM unnest(version.whitelist) AS pattern
      WHERE $2 LIKE upper(pattern) ORDER BY length DESC LIMIT 1
    ) matched
    WHERE ${VISIBLE_AS_OF}
      AND ($4::text IS NULL OR version.binding = $4) AND ($5::text IS NULL OR version.namespace_url = $5)
      AND NOT EXISTS (SELECT FROM unnest(version.blacklist) AS pattern WHERE $2 LIKE upper(pattern))
    ORDER BY matched.length DESC, visible.revision_from DESC LIMIT 1`;
  return `
    SELECT state.present, state.horizon, state.epoch, state.epoch_began, answer.*
    FROM (SELECT ${REGISTRY_STATE}, revision AS as_of FROM registry_clock WHERE id = 1) state
    LEFT JOIN LATERAL (${answer}) answer ON true`;
}
