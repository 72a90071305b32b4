/** The unprivileged user that the server runs as when the service runs as root; absent otherwise. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}
