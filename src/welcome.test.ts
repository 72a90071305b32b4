import { expect, it } from '@jest/globals';
import { startLine, welcome } from './welcome.js';

const STARTED = {
  address: 'http://[::]:3000',
  metricsAddress: 'http://127.0.0.1:9464/metrics',
  workers: 2,
  newAdminSecret: 'secret.made',
  data: { directory: '/var/lib/registry', insteadOf: '/srv/data' },
};

it('greets at a terminal with what a log is told as fields', () => {
  const [fields, message] = startLine(STARTED);
  expect(fields).toEqual({
    documentation: 'http://[::1]:3000/docs',
    jsonSchemas: 'http://[::1]:3000/v1/schemas',
    wsdl: 'http://[::1]:3000/soap/ochp-direct?wsdl',
    metrics: 'http://127.0.0.1:9464/metrics',
    workers: 2,
    data: '/var/lib/registry (PostgreSQL cannot reach /srv/data)',
    adminSecret: 'secret.made',
  });
  expect(message).toMatch(/^The service has started\. Keep the admin secret: it is shown this once/);
  const text = welcome(STARTED);
  for (const value of Object.values(fields)) expect(text).toContain(String(value));
});

it('leaves out what there is not', () => {
  const least = {
    ...STARTED,
    metricsAddress: undefined,
    workers: 1,
    newAdminSecret: undefined,
    data: undefined,
  };
  expect(welcome(least).trim().split('\n')).toHaveLength(4);
  expect(startLine(least)[1]).toBe('The service has started');
});
