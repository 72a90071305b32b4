import type { ErrorObject } from 'ajv';
import type { FieldError } from '../../registry-error/index.js';
import { describeFault } from './fault-description.js';

/** Beyond these, faults are not told apart: a body of the greatest length has room for a hundred thousand. */
export const MOST_FAULTS = 1_000;

/**
 * Ajv's errors as the registry tells them: one place and one sentence each, without the value, which may be a
 * secret. Where a value has the wrong type, nothing else is said about it.
 */
export function fieldErrors(errors: readonly ErrorObject[], value: unknown): FieldError[] {
  const ofWrongType = new Set(errors.filter(isTypeError).map(({ instancePath }) => instancePath));
  const found = new Map<string, FieldError>();
  for (const error of errors) {
    if (found.size === MOST_FAULTS) break;
    if (ofWrongType.has(error.instancePath) && !isTypeError(error)) continue;
    const field = fieldOf(error);
    const detail = describeFault(error);
    const key = `${error.instancePath}\0${field ?? ''}\0${detail}`;
    if (!found.has(key)) found.set(key, { path: pathOf(error.instancePath, field, value), detail });
  }
  return [...found.values()];
}

function isTypeError({ keyword }: ErrorObject): boolean {
  return keyword === 'type';
}

/** Ajv places a missing or unknown field at its object; here it is placed where it is, or should be. */
function fieldOf({ params }: ErrorObject): string | undefined {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
  return missingProperty ?? additionalProperty;
}

function pathOf(pointer: string, field: string | undefined, value: unknown): (string | number)[] {
  const path = pointer === '' ? [] : parsePointer(pointer, value);
  return field === undefined ? path : [...path, field];
}

/** A token is a position where the value has a list, and a name elsewhere. */
function parsePointer(pointer: string, value: unknown): (string | number)[] {
  let current = value;
  return pointer
    .slice(1)
    .split('/')
    .map((token) => {
      const step = Array.isArray(current) ? Number(token) : unescapeToken(token);
      current = (current as Record<string | number, unknown>)[step];
      return step;
    });
}

function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}
