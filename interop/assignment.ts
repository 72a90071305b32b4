import { day } from '../demo/days.js';
import type { Cast } from './cast.js';

/** What a client's program is told by environment variables, and what it does its steps with. */
export interface Assignment {
  /** Where messages are sent to; `?wsdl` is the contract. */
  readonly ADDRESS: string;
  readonly OPERATOR: string;
  readonly OPERATOR_SECRET: string;
  readonly PROVIDER: string;
  readonly PROVIDER_SECRET: string;
  /** The endpoint that is added by OCHP's own operation. */
  readonly URL: string;
  /** The backend that is stated, and withdrawn, by the registry's operations. */
  readonly STATED_URL: string;
  readonly STATED_ID: string;
  readonly NAMESPACE_URL: string;
  readonly PATTERN: string;
  readonly EXCEPTION: string;
  /** Of somebody else. */
  readonly FOREIGN_PATTERN: string;
  readonly TODAY: string;
  readonly TOMORROW: string;
  readonly DAY_AFTER: string;
  readonly TOKEN_TODAY: string;
  readonly TOKEN_TOMORROW: string;
  readonly TOKEN_DAY_AFTER: string;
  readonly TOKEN_STATED: string;
}

export function assign(client: string, address: string, { operator, provider, operatorId }: Cast) {
  return {
    ADDRESS: `${address}/soap/ochp-direct`,
    OPERATOR: operator.partnerId,
    OPERATOR_SECRET: operator.secret,
    PROVIDER: provider.partnerId,
    PROVIDER_SECRET: provider.secret,
    URL: `https://${client}.example/ochp-direct?a=1&b=2`,
    STATED_URL: `https://${client}.example/stated`,
    STATED_ID: 'stated-1',
    NAMESPACE_URL: 'http://ochp.eu/1.4',
    PATTERN: `${operatorId}E%`,
    EXCEPTION: `${operatorId}E1*2`,
    FOREIGN_PATTERN: 'DE8XXE%',
    TODAY: day(),
    TOMORROW: day(1),
    DAY_AFTER: day(2),
    // What XML and UTF-8 make of it must not show.
    TOKEN_TODAY: `tök&<en>-${client}-today`,
    TOKEN_TOMORROW: `tök&<en>-${client}-tomorrow`,
    TOKEN_DAY_AFTER: `"tök" 'en' € 🔑 ]]> ${client}`,
    TOKEN_STATED: `tök&<en>-${client}-stated`,
  } satisfies Assignment;
}
