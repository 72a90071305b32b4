import Ajv, { type ValidateFunction } from 'ajv-draft-04';
import type { Answer } from './client.js';

interface MediaType {
  schema?: { $ref?: string };
}
interface Operation {
  responses: Record<string, { content?: Record<string, MediaType> }>;
}
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { externalDocs?: { url: string } }> };
}

/** What the registry says of itself, at `/docs/openapi.json` and `/v1/schemas`, to hold its answers against. */
export class Contract {
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly routes: { template: string; pattern: RegExp }[];

  private constructor(
    readonly openApi: OpenApi,
    private readonly schemas: ReadonlyMap<string, object>,
  ) {
    this.routes = Object.keys(openApi.paths).map((template) => ({ template, pattern: toPattern(template) }));
  }

  static async read(address: string): Promise<Contract> {
    const json = async (path: string): Promise<any> => (await fetch(address + path)).json();
    const { items } = await json('/v1/schemas');
    const paths: string[] = items.map(({ path }: { path: string }) => path);
    const schemas = await Promise.all(paths.map(async (path) => [path, await json(path)] as const));
    return new Contract(await json('/docs/openapi.json'), new Map(schemas));
  }

  /** Fails unless the documentation foresees this answer, and the body fits the served schema. */
  check(method: string, path: string, answer: Answer): void {
    const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
    if (type === 'application/problem+json') this.expectFit('/v1/schemas/problem.json', answer);
    const template = this.templateOf(path);
    const operation = template && this.openApi.paths[template]?.[method.toLowerCase()];
    if (!operation) return expectUndocumented(method, path, answer);
    const response = operation.responses[String(answer.status)];
    if (!response)
      throw new Error(
        `${method} ${template} answers ${answer.status}, which is not documented: ${answer.text}`,
      );
    if (!response.content) return expectNoBody(method, path, answer);
    const content = response.content[type];
    if (!content) throw new Error(`${method} ${template} answers ${type}, which is not documented`);
    const reference = content.schema?.$ref;
    if (reference !== undefined) this.expectFit(this.servedAt(reference), answer);
  }

  /** The template of a path, the most literal one that fits. */
  private templateOf(path: string): string | undefined {
    const [bare = ''] = path.split('?');
    const fitting = this.routes.filter(({ pattern }) => pattern.test(bare)).map(({ template }) => template);
    return fitting.sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }

  private servedAt(reference: string): string {
    const name = reference.replace('#/components/schemas/', '');
    const path = this.openApi.components.schemas[name]?.externalDocs?.url;
    if (path === undefined) throw new Error(`The schema ${name} is not served`);
    return path;
  }

  private expectFit(path: string, { text, body }: Answer): void {
    const validate = this.validators.get(path) ?? this.compile(path);
    if (!validate(body)) throw new Error(`${text} does not fit ${path}: ${JSON.stringify(validate.errors)}`);
  }

  private compile(path: string): ValidateFunction {
    const schema = this.schemas.get(path);
    if (!schema) throw new Error(`${path} is not served`);
    const validate = new Ajv.default({ strict: false }).compile(schema);
    this.validators.set(path, validate);
    return validate;
  }
}

function toPattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
}

function expectUndocumented(method: string, path: string, answer: Answer): void {
  if (answer.status !== 404 && answer.status !== 405)
    throw new Error(`${method} ${path} is not documented, and answers ${answer.status}`);
}

function expectNoBody(method: string, path: string, { status, text }: Answer): void {
  if (text !== '')
    throw new Error(`${method} ${path} answers ${status} with a body, which is not documented`);
}
