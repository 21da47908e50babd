import { expect, test } from 'vitest';
import {
  checkCircumstance,
  decideMilestone,
  describeMilestone,
} from '#server/domain/target/circumstance.rules.ts';

const years = [2023, 2024, 2025, 2026, 2027, 2028];
const check = (typed: Parameters<typeof checkCircumstance>[0]) =>
  checkCircumstance(typed, { years, today: '2026-06-30' });
const row = (title: string, planned: string, revised = '', reached = '') => ({
  title,
  planned,
  revised,
  reached,
});

test('an activity that does not apply needs a reason, and has no milestones', () => {
  expect(check({ applies: false, reason: ' ', milestones: [] }).problems).toEqual([
    { path: 'reason', message: 'Say why the activity does not apply in your state.' },
  ]);
  expect(check({ applies: false, reason: 'No land border.', milestones: [row('A', '2026-01-01')] })).toEqual({
    content: { notApplicable: 'No land border.', milestones: [] },
    problems: [],
  });
});

test('milestones have a title and a planned day, in the order of their days', () => {
  const { content, problems } = check({
    applies: true,
    reason: 'ignored',
    milestones: [
      row('Pilot', '2027-03-31'),
      row('', '', ' '),
      row('Adopted', '2026-03-31', '', '2026-05-01'),
    ],
  });
  expect(problems).toEqual([]);
  expect(content.notApplicable).toBe('');
  expect(content.milestones.map(({ title, reached }) => [title, reached])).toEqual([
    ['Adopted', '2026-05-01'],
    ['Pilot', null],
  ]);
  const wrong = check({
    applies: true,
    reason: '',
    milestones: [row('', '2026-02-30'), row('Late', '', '1999-01-01', '2026-07-01')],
  });
  expect(wrong.problems.map(({ path }) => path)).toEqual([
    'milestones.0.title',
    'milestones.0.planned',
    'milestones.1.planned',
    'milestones.1.revised',
    'milestones.1.reached',
  ]);
});

test('how late a milestone is counts from the day that was planned first', () => {
  const at = (planned: string, revised: string | null, reached: string | null) => {
    const milestone = { title: 'Adopted', planned, revised, reached };
    const { state, daysLate } = decideMilestone(milestone, '2026-06-30');
    return [state, daysLate, describeMilestone(milestone, '2026-06-30')];
  };
  expect(at('2026-06-30', null, '2026-06-29')).toEqual(['reached', 0, 'Reached in time']);
  expect(at('2026-06-01', '2026-08-01', '2026-06-02')).toEqual(['reached', 1, 'Reached 1 day late']);
  expect(at('2026-06-20', null, null)).toEqual(['overdue', 10, 'Overdue, 10 days after the planned day']);
  expect(at('2026-06-20', '2026-07-20', null)).toEqual(['expected', 30, 'Expected 30 days late']);
  expect(at('2026-06-10', '2026-06-20', null)).toEqual([
    'overdue',
    20,
    'Overdue, 20 days after the planned day',
  ]);
  expect(at('2026-06-30', null, null)).toEqual(['expected', 0, 'Not due yet']);
});
