/** The forms of the register. */
export type Format = 'json' | 'csv';

export const MEDIA_TYPES: Readonly<Record<Format, string>> = { json: 'application/json', csv: 'text/csv' };

/** What was asked for, or else what the name of the file says. */
export function formatOf(asked: Format | undefined, file: string | undefined): Format {
  return asked ?? (file?.toLowerCase().endsWith('.csv') ? 'csv' : 'json');
}
