#!/usr/bin/env node
// Stands in for curl where the README's commands are tried: a new machine need not have it. It takes the few
// options that the README uses, and fails on any other.
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    user: { type: 'string', short: 'u' },
    request: { type: 'string', short: 'X' },
    json: { type: 'string' },
  },
});
const headers = { authorization: `Basic ${Buffer.from(values.user).toString('base64')}` };
if (values.json !== undefined) headers['content-type'] = 'application/json';
const method = values.request ?? (values.json === undefined ? 'GET' : 'POST');
const response = await fetch(`http://${positionals[0]}`, { method, headers, body: values.json });
process.stdout.write(await response.text());
