/** Questions to another process that may never answer. */
export class Questions<Answer> {
  private readonly open = new Map<number, (answer: Answer | undefined) => void>();
  private asked = 0;

  /** @param patience how long an answer is waited for, in milliseconds */
  constructor(private readonly patience: number) {}

  /** @returns undefined where no answer came in time */
  ask(send: (question: number) => void): Promise<Answer | undefined> {
    const question = ++this.asked;
    return new Promise((settle) => {
      const timer = setTimeout(() => this.answer(question, undefined), this.patience);
      this.open.set(question, (answer) => {
        clearTimeout(timer);
        settle(answer);
      });
      send(question);
    });
  }

  answer(question: number, answer: Answer | undefined): void {
    const settle = this.open.get(question);
    this.open.delete(question);
    settle?.(answer);
  }

  /** Nobody is there any more who could answer. */
  giveUp(): void {
    for (const question of [...this.open.keys()]) this.answer(question, undefined);
  }
}
