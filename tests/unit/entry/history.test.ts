import { describe, expect, it } from 'vitest';
import { describeChanges, groupRevisions } from '#app/features/history/change-list.tsx';
import { persons } from './indicators.ts';

const revision = (
  id: number,
  at: string,
  facts: Partial<Parameters<typeof groupRevisions>[0][number]> = {},
) => ({
  id,
  subject: 'activity',
  code: 'A1',
  by: 'Anong',
  at: `2026-11-24T${at}:00Z`,
  before: { achievements: `before ${id}` },
  after: { achievements: `after ${id}` },
  ...facts,
});

describe('the changes of a report', () => {
  it('puts the saves of one person in one go together, newest first', () => {
    const groups = groupRevisions([
      revision(9, '10:20'),
      revision(8, '10:10', { by: 'Kit' }),
      revision(7, '10:05'),
      revision(6, '10:00'),
      revision(5, '09:59', { code: 'A2' }),
      revision(4, '08:00', { code: 'A2' }),
    ]);
    expect(groups.map(({ id, code, by, count }) => [id, code, by, count])).toEqual([
      [9, 'A1', 'Anong', 1],
      [8, 'A1', 'Kit', 1],
      [7, 'A1', 'Anong', 2],
      [5, 'A2', 'Anong', 1],
      [4, 'A2', 'Anong', 1],
    ]);
    expect(groups[2]).toMatchObject({
      before: { achievements: 'before 6' },
      after: { achievements: 'after 7' },
      from: '2026-11-24T10:00:00Z',
      to: '2026-11-24T10:05:00Z',
    });
  });

  const words = {
    statuses: [
      { code: 'planned', label: 'Planned' },
      { code: 'on_track', label: 'On track' },
    ],
    activities: [],
    indicators: [persons],
    queries: [{ id: 3, subject: 'activity' as const, code: 'A1', field: 'status', question: 'Since when?' }],
  };
  const group = (subject: string, code: string, before: unknown, after: unknown) => ({
    id: 1,
    subject,
    code,
    by: 'Anong',
    from: '',
    to: '',
    count: 1,
    before,
    after,
  });

  it('are told in words, field by field', () => {
    const before = {
      status_code: 'planned',
      achievements: '',
      challenges: '',
      next_steps: '',
      narrative_released: false,
    };
    expect(
      describeChanges(
        group('activity', 'A1', before, { ...before, status_code: 'on_track', narrative_released: true }),
        words,
      ).map(({ label, before, after }) => [label, before, after]),
    ).toEqual([
      ['Status', 'Planned', 'On track'],
      ['The public may read this text', 'No', 'Yes'],
    ]);
  });

  it('tell zero, "not available" and nothing apart', () => {
    const changes = describeChanges(
      group(
        'indicator',
        'I-X',
        { cells: [{ state: 'not_available' }], note: '', release: 'regional' },
        {
          cells: [
            { state: 'reported', value: '0' },
            { dimension: 'sex', category: 'male', state: 'not_applicable' },
          ],
          note: '',
          release: 'national',
        },
      ),
      words,
    );
    expect(changes.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['Total', 'Not available', '0 persons'],
      ['Sex: Male', 'Not yet reported', 'Not applicable'],
      ['What may be published', 'In regional totals only', 'Our own figure may be shown'],
    ]);
  });

  it('leave out saves that changed nothing, and name the question of an answer', () => {
    expect(
      describeChanges(group('activity', 'A1', { achievements: 'x' }, { achievements: 'x ' }), words),
    ).toEqual([]);
    expect(describeChanges(group('query', '3', null, { answer: 'Since May' }), words)).toEqual([
      { key: 'answer', label: 'Answer to “Since when?”', before: '', after: 'Since May', isText: true },
    ]);
  });
});
