import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestRegistry } from '../environment/index.js';

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start({ configuration: { logLevel: 'silent' } });
});
afterAll(() => registry.stop());

/** Read to the end: the service would wait for whoever does not. */
async function get(path: string) {
  const answer = await fetch(registry.address + path, { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** The directives of a Content-Security-Policy, each with its sources. */
function policyOf({ headers }: { readonly headers: Headers }): Record<string, string[]> {
  const directives = (headers.get('content-security-policy') ?? '').split('; ');
  return Object.fromEntries(
    directives.map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

/** What the page asks for by this attribute. */
const linked = (page: string, attribute: 'src' | 'href') =>
  [...page.matchAll(new RegExp(`<(?:script|link)\\b[^>]* ${attribute}=["']([^"']+)["']`, 'g'))].map(
    ([, target = '']) => target,
  );

describe('The documentation, to a browser', () => {
  it('comes with all it needs, and its policy lets that in and nothing else', async () => {
    const answer = await get('/docs');
    expect(policyOf(answer)).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    });
    const [scripts, sheets] = [linked(answer.text, 'src'), linked(answer.text, 'href')];
    expect([scripts.length, sheets.length]).toEqual([3, 3]);
    for (const target of [...scripts, ...sheets]) {
      const { origin, pathname } = new URL(target, `${registry.address}/docs`);
      expect(origin).toBe(registry.address);
      expect((await get(pathname)).status).toBe(200);
    }
  });

  it('has no script inside its page, which the policy would not run', async () => {
    const { text: page } = await get('/docs');
    const scripts = [...page.matchAll(/<script\b[^>]*>([^]*?)<\/script>/g)].map(([, text = '']) =>
      text.trim(),
    );
    expect(scripts).toEqual(['', '', '']);
    expect(page).not.toMatch(/<[^>]* on\w+=|javascript:/);
  });

  it('has no pictures and fonts but its own', async () => {
    const { text: sheet } = await get('/docs/swagger-ui.css');
    const targets = [...sheet.matchAll(/url\(\s*["']?([a-z]+:|\/\/|)/g)].map(([, scheme]) => scheme);
    expect(new Set(targets)).toEqual(new Set(['data:']));
    expect(sheet).not.toContain('@import');
  });

  it('asks no validator of others', async () => {
    expect((await get('/docs/swagger-ui-init.js')).text).toContain('"validatorUrl": null');
  });

  it('shares its window with no other origin, and is in no frame', async () => {
    const { headers } = await get('/docs');
    expect([headers.get('cross-origin-opener-policy'), headers.get('x-frame-options')]).toEqual([
      'same-origin',
      'DENY',
    ]);
  });
});

it.each([
  '/docs/openapi.json',
  '/docs/openapi.yaml',
  '/v1/schemas',
  '/soap/ochp-direct?wsdl',
  '/',
  '/nowhere',
])('a browser that opens %s loads and frames nothing', async (path) => {
  const answer = await get(path);
  expect(policyOf(answer)).toMatchObject({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  });
});
