#!/usr/bin/env node
// Stands in for curl where the README's commands are tried: a new machine need not have it. It takes the few
// options that the README uses, and fails on any other.
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    'show-error': { type: 'boolean', short: 'S' },
    user: { type: 'string', short: 'u' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd' },
  },
});
const authorization = `Basic ${Buffer.from(values.user).toString('base64')}`;
const headers = [['authorization', authorization], ...values.header.map((header) => header.split(': '))];
const method = values.request ?? (values.data === undefined ? 'GET' : 'POST');
const response = await fetch(positionals[0], { method, headers, body: values.data });
process.stdout.write(await response.text());
