import { type FieldError, RegistryError, type RegistryErrorCode } from './registry-error.js';

/** More than these are counted, and not told apart: tens of thousands of entries may each be wrong in several ways. */
const MOST_KEPT = 1_000;

type Path = readonly (string | number)[];

/** Takes what is wrong, one thing after another. */
export interface Faults {
  add(path: Path, detail: string): void;
}

/** Collects what is wrong with something long: keeps the first faults, and counts all. */
export class FaultList implements Faults {
  readonly kept: FieldError[] = [];
  private count = 0;

  get total(): number {
    return this.count;
  }

  add(path: Path, detail: string): void {
    this.count += 1;
    if (this.kept.length < MOST_KEPT) this.kept.push({ path, detail });
  }

  /** What is wrong with a part. */
  below(...part: Path): Faults {
    return { add: (path, detail) => this.add([...part, ...path], detail) };
  }

  /** @throws RegistryError with the faults, if there are any */
  throwIfAny(code: RegistryErrorCode, message: string): void {
    if (this.count > 0) throw new RegistryError(code, message, this.kept, this.count);
  }
}
