import { BACKEND_ID, type BackendId, type Day, isBackendId, isDay } from '../../backend-definitions/index.js';
import { RegistryError } from '../../registry-error/index.js';

/** A backend ID that the caller gives: unlike one that is looked up, it must be well-formed. */
export const backendIdParameter = {
  transform(text: string): BackendId {
    if (isBackendId(text)) return text;
    throw invalid('backendId', `must match ${BACKEND_ID.source}`);
  },
};

export const dayParameter = {
  transform(text: string): Day {
    if (isDay(text)) return text;
    throw invalid('validDate', 'must be a day of the calendar, such as 2026-11-22');
  },
};

function invalid(parameter: string, detail: string): RegistryError {
  return new RegistryError('invalid-parameter', `${parameter} is not well-formed.`, [
    { path: [parameter], detail },
  ]);
}
