import pg from 'pg';

/** What pg says when `query_timeout` is over. */
const NO_ANSWER = 'Query read timeout';

/**
 * A connection on which a query got no answer in time is dead, without anybody having said so: whatever is asked on it
 * later would wait behind that query. It is cut, and the pool makes a new one.
 */
export class MortalClient extends pg.Client {
  override query: pg.Client['query'] = (...query: unknown[]) => {
    const answer: unknown = Reflect.apply(super.query.bind(this), this, query);
    if (answer instanceof Promise) answer.catch((error: unknown) => this.cutIfDead(error));
    return answer as never;
  };

  private cutIfDead(error: unknown): void {
    if (error instanceof Error && error.message === NO_ANSWER) this.connection.stream.destroy(error);
  }
}
