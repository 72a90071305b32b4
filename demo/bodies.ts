/** What the demo reads of the registry's answers. */
export interface Definition {
  readonly partnerId: string;
  readonly backendId: string;
  readonly url: string;
  readonly tokens: readonly Token[];
}

export interface Token {
  readonly accessToken: string;
  readonly validDate: string;
}

export interface Snapshot {
  readonly asOf: string;
  readonly items: readonly Definition[];
}

export interface Updates {
  readonly asOf: string;
  readonly updated: readonly Definition[];
  readonly removed: readonly Identity[];
}

export type Identity = Pick<Definition, 'partnerId' | 'backendId'>;

export interface Resolved extends Identity {
  readonly url: string;
  readonly pattern: string;
  readonly token?: Token;
}

export interface Visible {
  readonly asOf: string;
  readonly items: readonly (Identity & { readonly tokenDays: readonly string[] })[];
}

export interface Problem {
  readonly type: string;
}
