import { registerSchema, type SchemaObject, validate, type Validator } from '@hyperjump/json-schema/draft-04';

type Json = Parameters<Validator>[0];
type Place = Record<string, unknown>;

const REQUIRED = 'https://json-schema.org/keyword/required';
const UNIQUE = 'https://json-schema.org/keyword/uniqueItems';

/** Another draft-04 validator than the service's own, which knows nothing of it but the schema that it serves. */
export class Judge {
  private constructor(
    private readonly schema: object,
    private readonly validator: Validator,
  ) {}

  static async of(address: string, name: string): Promise<Judge> {
    const answer = await fetch(`${address}/v1/schemas/${name}.json`);
    const schema = JSON.parse(await answer.text()) as SchemaObject;
    registerSchema(schema);
    return new Judge(schema, await validate(schema.id as string));
  }

  /** The places that do not fit the schema, by JSON pointer. */
  badPlaces(body: unknown): string[] {
    const output = this.validator(body as Json, 'BASIC');
    const errors = output.valid ? [] : (output.errors ?? []);
    const places = errors.flatMap(({ keyword, absoluteKeywordLocation, instanceLocation }) => {
      const place = decodeURIComponent(instanceLocation);
      if (keyword === REQUIRED) return this.missing(body, place, absoluteKeywordLocation);
      return keyword === UNIQUE && !repeatsText(at(body, place)) ? [] : [place];
    });
    return [...new Set(places)].sort();
  }

  /** The validator names the object; what is bad is the field that it lacks. */
  private missing(body: unknown, place: string, keywordLocation: string): string[] {
    const required = at(this.schema, keywordLocation.replace(/^.*#/, '#')) as string[];
    const lacking = required.filter((field) => !Object.hasOwn(at(body, place) as Place, field));
    return lacking.map((field) => `${place}/${field}`);
  }
}

/** That two entries are the same is of no matter where entries of their kind should not be there at all. */
function repeatsText(list: unknown): boolean {
  const texts = (list as unknown[]).filter((entry) => typeof entry === 'string');
  return new Set(texts).size < texts.length;
}

function at(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>(
    (place, step) => (place as Place)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
    value,
  );
}
