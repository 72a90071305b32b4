/** The first of what is to come, undefined where nothing is, and everything with the first. */
export async function peek<T>(source: AsyncGenerator<T>): Promise<{ first?: T; all: AsyncGenerator<T> }> {
  const next = await source.next();
  if (next.done) return { all: source };
  return { first: next.value, all: withFirst(next.value, source) };
}

async function* withFirst<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
