import { expect, test } from 'vitest';
import { describeVerdict } from '#server/domain/submission/verdict.rules.ts';

test('the verdict never says that nothing is missing where something is', () => {
  expect(describeVerdict({ errors: 0, warnings: 0, missing: 0 })).toBe(
    'Ready: no errors, and nothing is missing',
  );
  expect(describeVerdict({ errors: 0, warnings: 0, missing: 31 })).toBe(
    'No errors: 31 items are not answered',
  );
  expect(describeVerdict({ errors: 0, warnings: 1, missing: 1 })).toBe(
    'No errors: 1 item is not answered, and 1 warning has no reason yet',
  );
  expect(describeVerdict({ errors: 2, warnings: 3, missing: 31 })).toBe(
    'Not ready: 2 errors to correct, and 31 items are not answered',
  );
  expect(describeVerdict({ errors: 1, warnings: 0, missing: 0 })).toBe('Not ready: 1 error to correct');
});
