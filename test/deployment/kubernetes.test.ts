import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { read, variablesOfTheService } from './files.js';

const FOLDER = 'deploy/kubernetes';
const FILES = readdirSync(new URL(`../../${FOLDER}`, import.meta.url));
const KUSTOMIZATION = parse(read(`${FOLDER}/kustomization.yaml`));
const RESOURCES = FILES.filter((file) => file !== 'kustomization.yaml');

const documents = new Map<string, any>(
  RESOURCES.map((file) => [file, parse(read(`${FOLDER}/${file}`), { strict: true, uniqueKeys: true })]),
);
const ofKind = (kind: string) => [...documents.values()].filter((document) => document.kind === kind);
const [deployment] = ofKind('Deployment');
const [job] = ofKind('Job');
const pods = [deployment.spec.template, job.spec.template];
const [registry] = deployment.spec.template.spec.containers;

/** The class that knows the resource's schema, as Kubernetes publishes it. */
async function modelOf({ apiVersion, kind }: { apiVersion: string; kind: string }) {
  const models = await import(`kubernetes-models/${apiVersion}`);
  return models[kind] ?? models.default[kind];
}

describe('The Kubernetes manifests', () => {
  it.each(RESOURCES)('%s is of the schema of its kind', async (file) => {
    const document = documents.get(file);
    const Model = await modelOf(document);
    expect(() => new Model(document).validate()).not.toThrow();
    const wrong = new Model({ ...document, metadata: { ...document.metadata, name: 7 } });
    expect(() => wrong.validate()).toThrow();
  });

  it('are all applied, but for the secret, which everybody makes for themselves', () => {
    const secrets = RESOURCES.filter((file) => file.endsWith('secret.example.yaml'));
    expect([...KUSTOMIZATION.resources, ...secrets].sort()).toEqual([...RESOURCES].sort());
    const { stringData } = documents.get('secret.example.yaml');
    expect(stringData.ADMIN_SECRET + stringData.TOKEN_KEYS).toBe('');
  });

  it('set variables that the service knows', () => {
    const set = [...ofKind('ConfigMap'), ...ofKind('Secret')].flatMap(({ data, stringData }) =>
      Object.keys(data ?? stringData),
    );
    expect(variablesOfTheService()).toEqual(expect.arrayContaining(set));
  });

  it('let only the Job that migrates have the role that owns the tables', () => {
    const secretsOf = ({ spec }: any) =>
      spec.containers[0].envFrom.flatMap(({ secretRef }: any) => secretRef?.name ?? []);
    expect(pods.map(secretsOf)).toEqual([['registry-secrets'], ['registry-owner']]);
  });

  it('refer to what is there: settings, secret, account, ports, labels', () => {
    const names = (kind: string) => ofKind(kind).map(({ metadata }) => metadata.name);
    for (const { metadata, spec } of pods) {
      for (const { configMapRef, secretRef } of spec.containers[0].envFrom)
        expect([...names('ConfigMap'), ...names('Secret')]).toContain((configMapRef ?? secretRef).name);
      expect(names('ServiceAccount')).toContain(spec.serviceAccountName);
      const [policy] = ofKind('NetworkPolicy');
      expect(metadata.labels).toMatchObject(policy.spec.podSelector.matchLabels);
    }
    const { labels } = deployment.spec.template.metadata;
    expect(labels).toMatchObject(deployment.spec.selector.matchLabels);
    expect(labels).toMatchObject(ofKind('PodDisruptionBudget')[0].spec.selector.matchLabels);
    expect(labels).toMatchObject(ofKind('Service')[0].spec.selector);
    const ports = registry.ports.map(({ name }: { name: string }) => name);
    const [ingress, metrics] = ofKind('NetworkPolicy')[0].spec.ingress;
    expect(ports).toEqual([ingress.ports[0].port, metrics.ports[0].port]);
    expect(ports).toContain(ofKind('Service')[0].spec.ports[0].targetPort);
  });

  it('run the image without root, without a way to become it, and with nothing to write to', () => {
    for (const { spec } of pods) {
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(spec.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(spec.automountServiceAccountToken).toBe(false);
    }
  });

  it('ask for health where the service tells it, on the port that it listens on', () => {
    const { startupProbe, livenessProbe, readinessProbe } = registry;
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)).toEqual([
      { path: '/health/live', port: 'http' },
      { path: '/health/live', port: 'http' },
      { path: '/health/ready', port: 'http' },
    ]);
    const [, port] = /^ENV .*PORT=(\d+)/m.exec(read('Dockerfile')) ?? [];
    expect(registry.ports[0]).toEqual({ name: 'http', containerPort: Number(port) });
  });

  it('leave requests under way the time that the service gives them, and more', () => {
    const [, longest = ''] = /LONGEST_STOP = ([\d_]+);/.exec(read('src/stop-on-signals.ts')) ?? [];
    const { terminationGracePeriodSeconds } = deployment.spec.template.spec;
    expect(terminationGracePeriodSeconds * 1_000).toBeGreaterThan(Number(longest.replace('_', '')) + 10_000);
  });
});
