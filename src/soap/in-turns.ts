/** Begins a turn among the requests of the same partner; undefined where the service stops: what is under way goes on. */
export type TakeTurn = () => Disposable | Promise<Disposable | undefined>;

/** What comes piece by piece, each made in a turn of its own: between them, the caller reads as slowly as it likes. */
export async function* inTurns<T>(source: AsyncIterator<T>, takeTurn: TakeTurn): AsyncGenerator<T> {
  try {
    for (;;) {
      const next = await nextInTurn(source, takeTurn);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await source.return?.();
  }
}

async function nextInTurn<T>(source: AsyncIterator<T>, takeTurn: TakeTurn): Promise<IteratorResult<T>> {
  using _turn = await takeTurn();
  return await source.next();
}
