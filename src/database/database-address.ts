/** Where the database is; holds the password, so never print it. */
export class DatabaseAddress {
  constructor(readonly url: string) {}
}
