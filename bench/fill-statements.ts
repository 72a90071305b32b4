const MICROSECONDS = 1_000;
const DAY = 86_400_000 * MICROSECONDS;
const HISTORY = 29 * DAY;
const OPEN = Number.MAX_SAFE_INTEGER;

/** The secondary indexes of the largest table are made when it is filled: that takes a third of the time. */
const INDEXES = `
  SELECT indexname, indexdef FROM pg_indexes
  WHERE tablename = 'backend_definition' AND indexname NOT LIKE 'PK%'`;

/** How much a registry holds. */
export interface RegistrySize {
  /** About half of them operators and half providers, some both. */
  readonly partners: number;
  /** Operator definitions that are valid now. */
  readonly definitions: number;
  /** Versions of these definitions in all, those that are over included. */
  readonly versions: number;
  /** Roaming connections of the caller. */
  readonly connections: number;
  /** How many definitions the viewer sees: all, unless said otherwise. */
  readonly visible?: number;
}

/** What fills a registry, in one transaction: the versions are to be inserted between the two, from `filled_version`. */
export interface FillStatements {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** @param now milliseconds since the epoch: the time of the last change */
export function fillStatements(size: RegistrySize, now: number): FillStatements {
  const last = now * MICROSECONDS;
  const begin = last - HISTORY;
  const before = [
    'BEGIN',
    `SET LOCAL work_mem = '256MB'`,
    partners(size.partners),
    'ANALYZE filled_partner',
    `INSERT INTO partner SELECT partner_id, 'Company ' || partner_id FROM filled_partner`,
    `INSERT INTO owned_party_id SELECT 'operator', party_id, partner_id FROM filled_partner WHERE is_operator
     UNION ALL SELECT 'provider', party_id, partner_id FROM filled_partner WHERE is_provider`,
    `INSERT INTO partner_admission SELECT partner_id, ${begin - DAY / 2} + number, ${OPEN} FROM filled_partner`,
    operators(size),
    'ANALYZE filled_operator',
    connections(size, begin - DAY / 4),
    definitions(size),
    'ANALYZE filled_definition',
    `CREATE TEMP TABLE later_index AS ${INDEXES}`,
    `DO $$ DECLARE name text; BEGIN
       FOR name IN SELECT indexname FROM later_index LOOP EXECUTE 'DROP INDEX ' || name; END LOOP; END $$`,
    versions(size, begin, last),
    'CREATE UNIQUE INDEX ON filled_version (place)',
    'ANALYZE filled_version',
  ];
  const after = [
    `DO $$ DECLARE statement text; BEGIN
       FOR statement IN SELECT indexdef FROM later_index LOOP EXECUTE statement; END LOOP; END $$`,
    `UPDATE registry_clock SET revision = greatest(revision, ${last}), epoch_began = 0`,
    'COMMIT',
    'VACUUM ANALYZE',
  ];
  return { before, after };
}

/** The last two are the viewer and the caller. Party IDs count in base 36 behind a country. */
function partners(count: number): string {
  const digit = (weight: number) =>
    `substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', number / ${weight} % 36 + 1, 1)`;
  return `
    CREATE TEMP TABLE filled_partner ON COMMIT DROP AS
    SELECT number,
      CASE number WHEN ${count} THEN 'caller' WHEN ${count - 1} THEN 'viewer'
        ELSE 'partner-' || lpad(number::text, 6, '0') END COLLATE "C" AS partner_id,
      substr('DEFRATNLBECHITESPLDK', number / 46656 * 2 + 1, 2) || ${[1296, 36, 1].map(digit).join(' || ')} AS party_id,
      number < ${count - 1} AND (number % 2 = 1 OR number % 20 = 0) AS is_operator,
      number >= ${count - 1} OR number % 2 = 0 AS is_provider
    FROM generate_series(1, ${count}) AS number`;
}

/** The first operators, counted by `place` from 0, are those that the viewer sees. */
function operators({ definitions, visible = definitions }: RegistrySize): string {
  const seen =
    visible === definitions ? 'count' : `least(greatest(count * ${visible} / ${definitions}, 1), count - 1)`;
  return `
    CREATE TEMP TABLE filled_operator ON COMMIT DROP AS
    SELECT partner_id, party_id, row_number() OVER (ORDER BY number) - 1 AS place, count, ${seen} AS seen
    FROM filled_partner, (SELECT count(*) FROM filled_partner WHERE is_operator) AS operators
    WHERE is_operator`;
}

/** Providers other than the two have ten connections each, if there are as many operators. */
function connections({ connections: count }: RegistrySize, begin: number): string {
  return `
    INSERT INTO roaming_connection
    SELECT operator_id, provider_id, ${begin} + row_number() OVER (), ${OPEN} FROM (
      SELECT partner_id AS operator_id, 'caller' AS provider_id FROM filled_operator
      WHERE place IN (SELECT call * count / ${count} FROM generate_series(0, ${count} - 1) AS call)
      UNION ALL SELECT partner_id, 'viewer' FROM filled_operator WHERE place < seen
      UNION
      SELECT filled_operator.partner_id, provider.partner_id
      FROM (
        SELECT partner_id, (number * 10 + nth) % (SELECT count(*) FROM filled_operator) AS turn
        FROM filled_partner, generate_series(0, 9) AS nth
        WHERE is_provider AND partner_id NOT IN ('caller', 'viewer')
      ) AS provider
      JOIN filled_operator ON place = turn AND filled_operator.partner_id <> provider.partner_id
    ) AS pair (operator_id, provider_id)`;
}

/** Spread evenly over the operators that the viewer sees, and over the others. */
function definitions({ definitions: count, visible = count }: RegistrySize): string {
  const of = (value: string) => `(SELECT ${value} FROM filled_operator LIMIT 1)`;
  const place = `CASE WHEN number < ${visible} THEN number * ${of('seen')} / ${visible}
      ELSE ${of('seen')} + (number - ${visible}) * ${of('count - seen')} / ${Math.max(count - visible, 1)} END`;
  return `
    CREATE TEMP TABLE filled_definition ON COMMIT DROP AS
    SELECT number, partner_id, 'backend-' || number AS backend_id,
      'https://backend-' || number || '.' || partner_id || '.example/ochp-direct' AS url,
      CASE number % 4 WHEN 0 THEN 'json' ELSE 'soap' END AS binding,
      CASE number % 4 WHEN 0 THEN 'urn:ochp-direct:json:0.1' ELSE 'http://ochp.eu/1.4' END AS namespace_url,
      ARRAY[party_id || 'E' || number || '*%'] AS whitelist,
      CASE number % 10 WHEN 0 THEN ARRAY[party_id || 'E' || number || '*9%'] ELSE ARRAY[]::text[] END AS blacklist,
      150 + 2 * octet_length(partner_id || party_id) AS size
    FROM (SELECT number, ${place} AS turn FROM generate_series(0, ${count} - 1) AS number) AS definition
    JOIN filled_operator ON place = turn`;
}

/**
 * The definitions take turns, in an order that does not follow their owners, so that a version is over when its
 * definition has its turn again. Only the tokens of present versions are live, for today and tomorrow.
 */
function versions({ definitions: count, versions: all }: RegistrySize, begin: number, last: number): string {
  const at = (turn: string) => `${begin} + ((${turn} + 1) * ${(last - begin) / all}::float8)::bigint`;
  const token = (day: string) =>
    `jsonb_build_object('accessToken', md5(number || ' ' || ${day}), 'validDate', ${day})`;
  return `
    CREATE TEMP TABLE filled_version ON COMMIT DROP AS
    SELECT turn::int AS place, is_open, partner_id, 'operator' AS role, backend_id, revision_from,
      CASE WHEN is_open THEN ${OPEN} ELSE revision_to END AS revision_to,
      url, namespace_url, binding, whitelist, blacklist, tokens, size + octet_length(tokens::text) AS size
    FROM (
      SELECT turn, (turn * 611953 % ${count})::int AS of_number, turn >= ${all - count} AS is_open, ${at('turn')} AS revision_from, ${at(`turn + ${count}`)} AS revision_to
      FROM generate_series(0::bigint, ${all} - 1) AS turn
    ) AS version
    JOIN filled_definition ON number = of_number
    CROSS JOIN LATERAL (
      SELECT CASE WHEN is_open THEN jsonb_build_array(${token('current_date')}, ${token('current_date + 1')})
        ELSE jsonb_build_array(${token('to_timestamp(revision_from / 1000000)::date')}) END AS tokens
    ) AS daily
    ORDER BY turn`;
}
