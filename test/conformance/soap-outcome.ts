import type { SoapAnswer } from '../environment/index.js';
import type { Outcome } from './bindings.js';

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  ok: 'accepted',
  // The list is empty: the answer is as good as any.
  roaming: 'accepted',
  partly: 'partly',
  'not-authorized': 'not-authorized',
  'invalid-id': 'invalid-id',
  format: 'invalid',
};

export function outcomeOf({ code, text }: SoapAnswer): Outcome {
  const outcome = OUTCOMES[code ?? ''];
  if (!outcome) throw new Error(`Nothing was expected to end so: ${text}`);
  return outcome;
}

/** Texts of the elements of one name; none where there is no such element. */
export function textsOf(element: Record<string, any[]>, name: string): string[] {
  return element[name] ?? [];
}
