import { expect, test } from '@jest/globals';
import { Questions } from './questions.js';

test('each answer goes to its question', async () => {
  const questions = new Questions<string>(60_000);
  const asked: number[] = [];
  const answers = [1, 2].map(() => questions.ask((question) => void asked.push(question)));
  questions.answer(asked[1]!, 'second');
  questions.answer(asked[0]!, 'first');
  expect(await Promise.all(answers)).toEqual(['first', 'second']);
});

test('one that gets no answer ends without', async () => {
  const late = new Questions<string>(1);
  let number = 0;
  expect(await late.ask((question) => (number = question))).toBeUndefined();
  late.answer(number, 'too late');
  const abandoned = new Questions<string>(60_000);
  const answer = abandoned.ask(() => {});
  abandoned.giveUp();
  expect(await answer).toBeUndefined();
});
