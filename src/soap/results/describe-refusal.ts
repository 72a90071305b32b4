import type { FieldError, RegistryError } from '../../registry-error/index.js';
import type { Result } from './result.js';
import { resultCodeOf } from './result-code.js';

/** The result of a message that is refused as a whole. */
export function refusal({ code, message, fields }: RegistryError): Result {
  // Only by pages, of which SOAP clients know nothing.
  if (code === 'page-outdated' || code === 'epoch-changed') return { code: 'server', description: OUTDATED };
  return { code: resultCodeOf(code), description: [message, describeFields(fields)].join(' ').trim() };
}

const OUTDATED = 'What you may see changed while the answer was put together. Ask again.';

/** Every bad field with what is wrong with it, as one sentence. */
export function describeFields(fields: readonly FieldError[]): string {
  return fields.map((field) => `${describePath(field.path)}: ${field.detail}`).join('; ');
}

/** As in XPath, where positions count from 1: `operatorEndpointArray[2]/whitelist[1]`. */
function describePath(path: FieldError['path']): string {
  if (path.length === 0) return 'the message';
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step + 1}]` : text ? `${text}/${step}` : step),
    '',
  );
}
