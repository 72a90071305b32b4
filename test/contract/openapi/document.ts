import type { Client } from '../../environment/index.js';

interface Named {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: string;
  readonly schema?: { readonly type?: string; readonly example?: string };
}

export interface Content {
  readonly schema?: { readonly $ref?: string };
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Response {
  readonly description: string;
  readonly headers?: object;
  readonly content?: Readonly<Record<string, Content>>;
}

/** An operation as it is documented. */
export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters: readonly Named[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, Response>>;
  readonly security?: readonly object[];
}

export interface Schema {
  readonly externalDocs?: { readonly url: string };
  readonly [keyword: string]: unknown;
}

/** The document of the interface, as far as the tests read it. */
export interface ApiDocument {
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export async function readJson<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  return JSON.parse(await answer.text()) as T;
}

export function operationsOf({ paths }: ApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );
}

/** Every example of a body, request or response. */
export function examplesIn(
  content: Readonly<Record<string, Content>> = {},
): { example: unknown; schema?: string }[] {
  return Object.values(content).flatMap(({ example, examples = {}, schema }) => {
    const values = Object.values(examples).map(({ value }) => value);
    return [...(example === undefined ? [] : [example]), ...values].map((one) => ({
      example: one,
      ...(schema?.$ref !== undefined && { schema: schema.$ref.replace('#/components/schemas/', '') }),
    }));
  });
}

/** Sends the request that the documentation gives as an example: `given` fills in what only a registry can know. */
export function sendExample(
  client: Client,
  operation: Operation,
  given: Readonly<Record<string, string>> = {},
) {
  const valueOf = ({ name, example, schema }: Named) => given[name] ?? example ?? schema?.example;
  const { parameters, requestBody, method } = operation;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(valueOf(parameters.find((parameter) => parameter.name === name)!))),
  );
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && valueOf(parameter) !== undefined)
    .map((parameter) => `${parameter.name}=${encodeURIComponent(String(valueOf(parameter)))}`);
  const [body] = examplesIn(requestBody?.content);
  return client.send(method, [path, ...(query.length > 0 ? [query.join('&')] : [])].join('?'), body?.example);
}
