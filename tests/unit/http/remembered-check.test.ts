import { expect, test } from 'vitest';
import { createCachedCheck } from '#server/http/remembered-check.ts';

const times = { goodForMs: 5000, badForMs: 2000, patienceMs: 60_000 };

test('is made once however many ask, and again when its answer is old', async () => {
  let now = 0;
  let made = 0;
  let fails = false;
  const check = createCachedCheck(
    () => {
      made += 1;
      return fails ? Promise.reject(new Error('away')) : Promise.resolve(true);
    },
    times,
    () => now,
  );
  expect(await Promise.all(Array.from({ length: 100 }, check))).toEqual(
    Array.from({ length: 100 }, () => true),
  );
  now = 4999;
  expect(await check()).toBe(true);
  expect(made).toBe(1);
  fails = true;
  now = 5000;
  expect(await check()).toBe(false);
  now = 6999;
  expect(await check()).toBe(false);
  expect(made).toBe(2);
  fails = false;
  now = 7000;
  expect(await check()).toBe(true);
  expect(made).toBe(3);
});

test('one that does not end says no in time, is not made twice, and counts when it ends', async () => {
  let end: (answer: boolean) => void = () => {};
  let made = 0;
  const check = createCachedCheck(
    () => {
      made += 1;
      return new Promise<boolean>((resolve) => {
        end = resolve;
      });
    },
    { ...times, patienceMs: 1 },
  );
  expect(await check()).toBe(false);
  expect(await check()).toBe(false);
  expect(made).toBe(1);
  end(true);
  await Promise.resolve();
  expect(await check()).toBe(true);
  expect(made).toBe(1);
});
