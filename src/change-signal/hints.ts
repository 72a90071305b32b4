/** Says when it is worth looking: a hint that comes while nobody rests is kept for the next rest. */
export class Hints {
  private given = false;
  private wake = () => {};

  give(): void {
    this.given = true;
    this.wake();
  }

  /** Until a hint, or so many milliseconds. @returns whether there was a hint */
  async rest(milliseconds: number): Promise<boolean> {
    if (!this.given) await this.restUntilHint(milliseconds);
    const wasGiven = this.given;
    this.given = false;
    return wasGiven;
  }

  private async restUntilHint(milliseconds: number): Promise<void> {
    await new Promise<void>((settle) => {
      const timer = setTimeout(settle, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        settle();
      };
    });
    this.wake = () => {};
  }
}
