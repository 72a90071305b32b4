/** A SOAP client that somebody else wrote, and the program here that uses it as a partner would. */
export interface Client {
  readonly name: string;
  /** Debian's packages that it comes in. */
  readonly packages: readonly string[];
  /** What runs its program: the first that passes the probe. */
  readonly interpreters: readonly string[];
  /** Arguments with which an interpreter ends well where the client is installed. */
  readonly probe: readonly string[];
  /** The program, seen from the root of the repository. */
  readonly program: string;
  /** How long the program may take, in milliseconds: the machine may have other things to do. */
  readonly timeLimit: number;
}

const GSOAP_IS_THERE =
  'command -v wsdl2h && command -v soapcpp2 && echo "#include <stdsoap2.h>" | g++ -fsyntax-only -x c++ -';

export const CLIENTS: readonly Client[] = [
  {
    name: 'zeep',
    packages: ['python3-zeep'],
    // Debian's packages belong to Debian's Python, which may not be the first on the path.
    interpreters: ['python3', '/usr/bin/python3'],
    probe: ['-c', 'import zeep'],
    program: 'interop/zeep/partner.py',
    timeLimit: 60_000,
  },
  {
    name: 'php',
    packages: ['php-cli', 'php-soap'],
    interpreters: ['php'],
    probe: ['-r', 'exit(class_exists("SoapClient") ? 0 : 1);'],
    program: 'interop/php/partner.php',
    timeLimit: 60_000,
  },
  {
    name: 'soap-lite',
    packages: ['libsoap-lite-perl'],
    interpreters: ['perl'],
    probe: ['-MSOAP::Lite', '-e', '1'],
    program: 'interop/soap-lite/partner.pl',
    timeLimit: 60_000,
  },
  {
    name: 'gsoap',
    packages: ['gsoap', 'libgsoap-dev', 'g++'],
    interpreters: ['bash'],
    probe: ['-c', GSOAP_IS_THERE],
    program: 'interop/gsoap/build-and-run.sh',
    timeLimit: 300_000,
  },
];

/** The clients of these names; all where none is named. @throws RangeError */
export function clientsNamed(names: readonly string[]): readonly Client[] {
  const unknown = names.find((name) => !CLIENTS.some((client) => client.name === name));
  if (unknown !== undefined)
    throw new RangeError(
      `There is no client "${unknown}", but ${CLIENTS.map(({ name }) => name).join(', ')}.`,
    );
  return names.length === 0 ? CLIENTS : CLIENTS.filter(({ name }) => names.includes(name));
}
