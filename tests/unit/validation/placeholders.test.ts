import { expect, test } from 'vitest';
import { narrativeGuidance } from '#server/domain/submission/narrative-guidance.ts';
import { activity, cell, check, has, indicator, statuses } from './checked.ts';

const models = Object.entries(narrativeGuidance).flatMap(([field, { models: texts }]) =>
  texts.map(({ kind, text }) => [`${field}: ${kind}`, field, text] as const),
);

test.each(models)('a model text that was not filled in is an error (%s)', (_, field, text) => {
  const report =
    field === 'note'
      ? { indicators: [indicator({ note: text })] }
      : { activities: [activity({ status: statuses.going, [field]: text })] };
  expect(has(check(report)).filter((found) => found.includes('placeholder_left'))).toEqual([
    `error placeholder_left ${field === 'note' ? 'I-1' : 'A1'} ${field}`,
  ]);
});

test('the sentence names the field and the blank', () => {
  const [found] = check({
    activities: [activity({ status: statuses.going, nextSteps: 'Then [Share] of trained officers.' })],
  });
  expect(found?.sentence).toBe('Next steps of A1 still has “[Share]”.');
});

test('a written answer is looked at too; numbers, "[sic]" and links in brackets are no blanks', () => {
  expect(has(check({ indicators: [indicator({ cells: [cell({ text: 'Since [year].' })] })] }))).toContain(
    'error placeholder_left I-1 total',
  );
  const achievements = 'As in [1] and [2025], “officer [sic]”, [the site](https://example.org).';
  expect(has(check({ activities: [activity({ status: statuses.going, achievements })] }))).toEqual([]);
});
