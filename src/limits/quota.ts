/** What a caller may have of something, and what is left of it. */
export interface Quota {
  /** Its name, as the headers tell it. */
  readonly policy: 'requests' | 'failed-logins' | 'waiting-polls';
  readonly most: number;
  readonly remaining: number;
  /** Seconds that the quota is for; undefined where it is for what there is at once. */
  readonly window?: number;
  /** Seconds until it begins anew. */
  readonly resetsIn?: number;
}
