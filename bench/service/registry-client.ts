/** Speaks JSON to the service as its users do. Any refusal is an error. */
export class RegistryClient {
  constructor(
    readonly address: string,
    readonly secret: string,
  ) {}

  as(secret: string): RegistryClient {
    return new RegistryClient(this.address, secret);
  }

  get<T>(path: string): Promise<T> {
    return this.call('GET', path);
  }

  put<T>(path: string, body?: object): Promise<T> {
    return this.call('PUT', path, body);
  }

  post<T>(path: string, body?: object): Promise<T> {
    return this.call('POST', path, body);
  }

  /** For staff. @returns the partner's secret */
  async admit(partnerId: string, ids: { operatorIds?: string[]; providerIds?: string[] }): Promise<string> {
    const name = `Company ${partnerId}`;
    await this.post('/v1/admin/partners', { partnerId, name, operatorIds: [], providerIds: [], ...ids });
    return this.issueSecret(partnerId);
  }

  /** For staff. */
  async issueSecret(partnerId: string): Promise<string> {
    const { secret } = await this.post<{ secret: string }>(`/v1/admin/partners/${partnerId}/credentials`);
    return secret;
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = {
      authorization: `Bearer ${this.secret}`,
      ...(body && { 'content-type': 'application/json' }),
    };
    const response = await fetch(this.address + path, {
      ...{ method, headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
