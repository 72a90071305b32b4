import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { askDatabase, createTestDatabase, type TestDatabase } from '../environment/index.js';
import { Exposition } from '../metrics/exposition.js';
import { until } from '../service/left-over-server.js';
import { makeScratchDirectory, type ScratchDirectory } from '../service/scratch-directory.js';
import { killServices, ServiceProcess, TOKEN_KEYS } from '../service/service-process.js';
import { read } from './files.js';
import { parseQuery, type Query } from './promql.js';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const { groups } = parse(read('deploy/prometheus/alerts.yml')) as { groups: { rules: Alert[] }[] };
const ALERTS = groups.flatMap(({ rules }) => rules);
const DASHBOARD = JSON.parse(read('deploy/grafana/dashboard.json')) as {
  panels: Panel[];
  templating: { list: { name: string; definition?: string }[] };
};
const PANELS = DASHBOARD.panels.filter(({ targets }) => targets);
const QUERIES = PANELS.flatMap(({ targets = [] }) => targets);

/** What Prometheus adds to all that it scrapes. */
const ADDED = ['job', 'instance'];

let scratch: ScratchDirectory;
let database: TestDatabase;
let metrics: Exposition;

beforeAll(async () => {
  scratch = await makeScratchDirectory();
  database = await createTestDatabase();
  const environment = {
    DATABASE_URL: database.url,
    TOKEN_KEYS,
    WORKERS: '2',
    METRICS_ADDRESS: '127.0.0.1:0',
  };
  const service = await ServiceProcess.start({ directory: scratch.path, environment });
  const url = service.startLine.metrics!;
  await someTraffic(service);
  const look = async () => (metrics = new Exposition(await (await fetch(url)).text()));
  await until(async () => (await look()).sum('problems_total', { code: 'unavailable' }) !== undefined);
  await service.stop();
});
afterAll(async () => {
  killServices();
  await database.drop();
  await scratch.remove();
});

/** Of each kind of which the labels are there only once it has happened. */
async function someTraffic(service: ServiceProcess): Promise<void> {
  await service.get('/v1/self', 'wrong');
  await service.get('/v1/admin/partners', service.adminSecret);
  const headers = { 'content-type': 'text/xml' };
  await fetch(`${service.address}/soap/ochp-direct`, { method: 'POST', headers, body: '<x' });
  await askDatabase(database.url, 'ALTER TABLE migrations RENAME TO gone');
  expect((await service.get('/health/ready')).status).toBe(503);
  await askDatabase(database.url, 'ALTER TABLE gone RENAME TO migrations');
}

/** Grafana puts its variables in before Prometheus gets to see a query. */
const filledIn = (query: string) => query.replaceAll('$__rate_interval', '5m').replace(/\$\w+/g, '.*');

/** What a query asks for that is not there. */
function missing({ selections, groupedBy }: Query): string[] {
  const found = selections.flatMap(({ metric, labels }) => {
    if (metric === 'up') return labels.filter(({ name }) => !ADDED.includes(name)).map(({ name }) => name);
    const values = metrics.values.filter(({ name }) => name === metric);
    if (values.length === 0) return [metric];
    return labels
      .filter(({ name }) => !ADDED.includes(name))
      .filter(({ name, equals }) => !values.some((one) => has(one.labels[name], equals)))
      .map(({ name, equals }) => `${metric}: ${name} ${equals ?? ''}`);
  });
  const names = selections.map(({ metric }) => metric);
  const known = new Set(
    metrics.values.filter(({ name }) => names.includes(name)).flatMap((one) => Object.keys(one.labels)),
  );
  return [...found, ...groupedBy.filter((label) => !known.has(label) && !ADDED.includes(label))];
}

function has(value: string | undefined, equals: string | undefined): boolean {
  return value !== undefined && (equals === undefined || value === equals);
}

/** The labels that a text puts in, whether of Grafana or of Prometheus. */
const labelsIn = (text: string) =>
  [...text.matchAll(/\{\{\s*(?:\$labels\.)?([a-z_]+)\s*\}\}/g)].map(([, label]) => label!);

describe('The alert rules', () => {
  it('ask for nothing that the registry does not serve', () => {
    expect(ALERTS.length).toBeGreaterThan(7);
    for (const { alert, expr } of ALERTS) expect([alert, missing(parseQuery(expr))]).toEqual([alert, []]);
  });

  it('say each how urgent it is, what is the matter and what to do', () => {
    for (const { alert, labels, annotations } of ALERTS) {
      expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)]);
      for (const name of ['summary', 'description', 'action'])
        expect([alert, name, annotations[name]]).toEqual([alert, name, expect.stringMatching(/^.{20,}\.$/s)]);
    }
    expect(new Set(ALERTS.map(({ alert }) => alert)).size).toBe(ALERTS.length);
  });

  it('name in their words no label that is lost on the way', () => {
    for (const { alert, expr, annotations } of ALERTS) {
      const [, aggregated] = /\b(?:sum|max) by \(([^)]*)\)/.exec(expr) ?? [];
      const left = aggregated?.split(/, */) ?? ADDED;
      const named = labelsIn(Object.values(annotations).join(' '));
      expect([alert, named.filter((label) => !left.includes(label))]).toEqual([alert, []]);
    }
  });
});

describe('The dashboard', () => {
  it('asks for nothing that the registry does not serve', () => {
    expect(QUERIES.length).toBeGreaterThan(20);
    for (const { expr } of QUERIES) expect([expr, missing(parseQuery(filledIn(expr)))]).toEqual([expr, []]);
  });

  it('says of each panel what it shows, and names in legends only what is there', () => {
    for (const { title, description } of PANELS)
      expect([title, description]).toEqual([title, expect.stringMatching(/^.{10,}\.$/)]);
    const known = new Set([...metrics.values.flatMap(({ labels }) => Object.keys(labels)), ...ADDED]);
    for (const { legendFormat } of QUERIES)
      for (const label of labelsIn(legendFormat))
        expect([legendFormat, known.has(label)]).toEqual([legendFormat, true]);
  });

  it('offers the instances of a metric that is there', () => {
    const asked = DASHBOARD.templating.list.flatMap(({ definition }) => definition ?? []);
    expect(asked).toHaveLength(2);
    for (const definition of asked) {
      const [, metric] = /^label_values\((\w+)/.exec(definition) ?? [];
      expect(metrics.values.some(({ name }) => name === metric)).toBe(true);
    }
  });
});

describe('A query that is wrong', () => {
  it.each([
    ['rate(ochp_direct_registry_polls_total[5m)', /No PromQL/],
    ['sum by (route ochp_direct_registry_polls_total', /No PromQL/],
  ])('is no PromQL: %s', (query, reason) => {
    expect(() => parseQuery(query)).toThrow(reason);
  });

  it.each([
    'ochp_direct_registry_pols_total',
    'ochp_direct_registry_polls_total{from="memory"}',
    'ochp_direct_registry_polls_total{answered_from="cache"}',
    'sum by (route) (ochp_direct_registry_polls_total)',
  ])('asks for what is not there: %s', (query) => {
    expect(missing(parseQuery(query))).not.toEqual([]);
  });
});
