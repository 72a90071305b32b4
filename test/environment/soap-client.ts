import { SOAP_ENVELOPE, type SoapContract } from './soap-contract.js';
import { childElements, escapeXml, type Plain, toPlain, withDocument } from './xml.js';

const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const NAMESPACES = { ochp: 'http://ochp.eu/1.4', registry: 'urn:ochp-direct:registry:0.1' } as const;

export interface SoapAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `resultCode` and `resultDescription`; undefined for a fault. */
  readonly code: string | undefined;
  readonly description: string;
  /** Without its prefix; undefined for a result. */
  readonly faultCode: string | undefined;
  /** The response element, or the fault. */
  readonly body: Record<string, any[]>;
}

/** Speaks SOAP to a registry as one partner, and holds every answer against the published contract. */
export class SoapClient {
  constructor(
    readonly address: string,
    readonly contract: SoapContract,
    private readonly partnerId: string,
    readonly secret: string,
    private readonly onAnswer: (answer: SoapAnswer) => void = () => undefined,
  ) {}

  /** @param content the children of the request element, by the prefix `m` */
  published(operation: string, content = ''): Promise<SoapAnswer> {
    return this.send(envelope(this.securityHeader(), request('ochp', operation, content)));
  }

  /** The registry's own operations. */
  own(operation: string, content?: string): Promise<SoapAnswer> {
    return this.send(envelope(this.securityHeader(), request('registry', operation, content)));
  }

  async send(message: string | Uint8Array, headers: Record<string, string> = {}): Promise<SoapAnswer> {
    const response = await fetch(`${this.address}/soap/ochp-direct`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
      body: message,
    });
    const text = await response.text();
    this.contract.check(response.status, response.headers.get('content-type'), text);
    const answer = { status: response.status, headers: response.headers, text, ...look(text) };
    this.onAnswer(answer);
    return answer;
  }

  securityHeader(): string {
    return usernameToken(this.partnerId, this.secret);
  }
}

export function envelope(header: string, body: string): string {
  const head = header && `<soap:Header>${header}</soap:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${SOAP_ENVELOPE}">${head}<soap:Body>${body}</soap:Body></soap:Envelope>`;
}

/** @param content with the prefix `m` for the namespace of the message */
export function request(namespace: keyof typeof NAMESPACES, operation: string, content = ''): string {
  return `<m:${operation}Request xmlns:m="${NAMESPACES[namespace]}">${content}</m:${operation}Request>`;
}

/** WS-Security as OCHP clients send it. */
export function usernameToken(username: string, secret: string, type = 'PasswordText'): string {
  return (
    `<wsse:Security xmlns:wsse="${WSS}-wssecurity-secext-1.0.xsd" soap:mustUnderstand="1"><wsse:UsernameToken>` +
    `<wsse:Username>${escapeXml(username)}</wsse:Username>` +
    `<wsse:Password Type="${WSS}-username-token-profile-1.0#${type}">${escapeXml(secret)}</wsse:Password>` +
    `</wsse:UsernameToken></wsse:Security>`
  );
}

function look(text: string): Pick<SoapAnswer, 'code' | 'description' | 'faultCode' | 'body'> {
  return withDocument(text, ({ root }) => {
    const [content] = childElements(childElements(root)[0]!);
    const body = toPlain(content!) as Record<string, any[]>;
    const [result] = (body.result ?? []) as {
      resultCode: { resultCode: Plain[] }[];
      resultDescription: string[];
    }[];
    return {
      code: result?.resultCode[0]!.resultCode[0] as string | undefined,
      description: result?.resultDescription[0] ?? '',
      faultCode: (body.faultcode?.[0] as string | undefined)?.split(':')[1],
      body,
    };
  });
}
