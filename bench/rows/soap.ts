import { soapRequest } from '../load/soap-request.js';
import { compareThroughput, throughputFigures } from '../measuring/compare-throughput.js';
import type { Registry } from '../service/registry.js';
import type { SmallRegistry } from '../service/small-registry.js';
import type { Row } from './row.js';
import { pollSince, reading } from './targets.js';

const WANTED = { atLeast: 0.5 };

export const soapEndpoints = soapRow({
  name: 'soap-endpoints',
  what: 'GetServiceEndpoints, 100 endpoints',
  against: 'the same by JSON',
  body: () => '<GetServiceEndpointsRequest xmlns="http://ochp.eu/1.4"/>',
  json: (registry) => reading(registry, registry.secret, '/v1/operator-backends?limit=100'),
});

export const soapUpdates = soapRow({
  name: 'soap-updates',
  what: 'GetOperatorBackendDefinitionUpdates, 10 changes',
  against: 'the same by JSON',
  body: ({ beforeTenChanges }) =>
    `<GetOperatorBackendDefinitionUpdatesRequest xmlns="urn:ochp-direct:registry:0.1"><lastUpdate>` +
    `<DateTime>${beforeTenChanges}</DateTime></lastUpdate></GetOperatorBackendDefinitionUpdatesRequest>`,
  json: (registry) => pollSince(registry, registry.secret, registry.beforeTenChanges),
});

interface SoapComparison {
  readonly name: string;
  readonly what: string;
  readonly against: string;
  readonly body: (registry: SmallRegistry) => string;
  readonly json: (registry: Registry & SmallRegistry) => ReturnType<typeof reading>;
}

function soapRow({ name, what, against, body, json }: SoapComparison): Row {
  return {
    name,
    title: `SOAP ${what}, against ${against}`,
    measure: async (bench) => {
      const registry = await bench.smallRegistry();
      const { pid, port } = registry.service;
      const request = soapRequest(registry.partnerId, registry.secret, body(registry));
      const targets = [{ pid, port, requests: [request] }, json(registry)] as const;
      const compared = await compareThroughput(
        bench.generator,
        bench.options.rounds,
        targets,
        bench.pressure,
      );
      return [{ what: `SOAP ${what}`, against, wanted: WANTED, ...throughputFigures(compared) }];
    },
  };
}
