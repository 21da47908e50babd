import { expect, test } from 'vitest';
import { describeChanges, groupRevisions } from '#app/features/history/change-list.tsx';

const side = {
  subject: 'activity',
  code: 'A1.1',
  cell: null,
  title: 'Survey',
  disclosure: 'private',
  source: 'survey.pdf',
  sha256: null,
};
const words = { statuses: [], activities: [], indicators: [], queries: [] };
const line = (id: number, before: unknown, after: unknown) => ({
  id,
  subject: 'evidence',
  code: '7',
  by: 'Somchai',
  at: `2026-01-02T03:0${id}:00Z`,
  before,
  after,
});

test('evidence that came and went in a minute stays in the history, line by line', () => {
  const groups = groupRevisions([
    line(3, { ...side, disclosure: 'asean' }, null),
    line(2, side, { ...side, disclosure: 'asean' }),
    line(1, null, side),
  ]);
  expect(groups.map((group) => describeChanges(group, words))).toMatchObject([
    [{ label: 'Evidence removed', before: 'Survey (survey.pdf), ASEAN', after: '' }],
    [
      {
        label: 'Evidence changed',
        before: 'Survey (survey.pdf), Private',
        after: 'Survey (survey.pdf), ASEAN',
      },
    ],
    [{ label: 'Evidence added', before: '', after: 'Survey (survey.pdf), Private' }],
  ]);
});
