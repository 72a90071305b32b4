/** The UTC day so many days from now. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** What an operator states of a backend: of the size that an ordinary one has. */
export function publicationOf(partyId: string, backendId: string, accessToken: string) {
  return {
    url: `https://${backendId}.example/ochp-direct`,
    namespaceUrl: 'http://ochp.eu/1.4',
    binding: 'soap',
    whitelist: [`${partyId}E${backendId.replace(/\D/g, '')}*%`],
    blacklist: [] as string[],
    tokens: [{ accessToken, validDate: day(1) }],
  };
}

/** Operators are DE0AA and on. */
export function partyIdOf(index: number): string {
  const digit = (weight: number) => Math.floor(index / weight) % 36;
  return `DE${[1_296, 36, 1].map((weight) => digit(weight).toString(36)).join('')}`.toUpperCase();
}
