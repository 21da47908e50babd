import { describe, expect, test } from 'vitest';
import type { ReviewActivity, ReviewItem, ReviewQuery } from '#app/contract.ts';
import { groupItems, describeContents } from '#app/features/review/review-groups.ts';
import type { SnapshotActivity } from '#server/domain/submission/snapshot-content.ts';

const words: SnapshotActivity = {
  activity: 'A1.1',
  status: 'on_track',
  achievements: 'Something.',
  challenges: '',
  nextSteps: '',
  narrativeReleased: false,
};
const item = (code: string, change: Partial<ReviewActivity> = {}): ReviewItem => ({
  subject: 'activity',
  code,
  title: code,
  area: { code: 'A', title: 'Prevention' },
  now: words,
  before: null,
  last: words,
  earlier: [],
  reported: true,
  changedSinceBefore: [],
  changedSinceLast: [],
  findings: [],
  queries: [],
  ...change,
});
const query = (resolvedAt: string | null, sentAt: string | null = null): ReviewQuery => ({
  id: 1,
  subject: 'activity',
  code: 'A1.1',
  field: 'status',
  question: 'Is it so?',
  raisedBy: 'Somebody',
  raisedAt: '2026-01-01T00:00:00Z',
  sentAt,
  answer: null,
  answeredBy: null,
  answeredAt: null,
  resolvedAt,
});
const warning = {
  kind: 'warning' as const,
  subject: 'activity' as const,
  code: 'A',
  field: 'status',
  rule: 'ended_but_open',
  sentence: 'Odd.',
  advice: '',
  reason: null,
  earlierReason: null,
};

const items = [
  item('same'),
  item('moved', { changedSinceLast: ['achievements'] }),
  item('new', { last: null }),
  item('missing', { reported: false, changedSinceLast: ['status'] }),
  item('asked', { queries: [query(null)] }),
  item('settled', { queries: [query('2026-01-02T00:00:00Z')] }),
  item('odd', { findings: [warning] }),
  item('changed', { changedSinceBefore: ['status'], findings: [warning] }),
];
const lastRound = { code: '2025-H2', title: 'Second half of 2025' };
const codes = (review: Parameters<typeof groupItems>[0]) =>
  groupItems(review).map(({ key, items: own }) => [key, own.map(({ code }) => code)]);

describe('the order in which a reviewer reads', () => {
  test('changed, then odd or asked about, then different, then the rest', () => {
    expect(codes({ items, resubmission: true, lastRound })).toEqual([
      ['changed', ['changed']],
      ['look', ['asked', 'odd']],
      ['moved', ['moved']],
      ['rest', ['new']],
      ['same', ['same', 'settled']],
      ['missing', ['missing']],
    ]);
  });

  test('of a report that came back first what was asked about, changed or not, then what else changed', () => {
    const sent = query(null, '2026-01-01T00:00:00Z');
    const review = {
      items: [
        item('unchanged', { queries: [sent] }),
        item('both', { queries: [sent], changedSinceBefore: ['status'] }),
        item('changed', { changedSinceBefore: ['status'] }),
        item('settled', { queries: [query('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')] }),
      ],
      resubmission: true,
      lastRound,
    };
    expect(codes(review)).toEqual([
      ['asked', ['unchanged', 'both']],
      ['changed', ['changed']],
      ['same', ['settled']],
    ]);
    expect(groupItems(review).map(({ title, folded }) => [title, folded])).toEqual([
      ['Questions and answers', false],
      ['What else changed since it was returned', false],
      ['As in 2025-H2', true],
    ]);
  });

  test('every item is in one group, and empty groups are not shown', () => {
    const groups = groupItems({ items, resubmission: false, lastRound });
    expect(groups.flatMap((group) => group.items)).toHaveLength(items.length);
    expect(codes({ items: [], resubmission: false, lastRound: null })).toEqual([]);
  });

  test('what is not news is folded when a report came back', () => {
    const folded = (resubmission: boolean) =>
      groupItems({ items, resubmission, lastRound })
        .filter((group) => group.folded)
        .map(({ key }) => key);
    expect(folded(false)).toEqual(['same', 'missing']);
    expect(folded(true)).toEqual(['look', 'moved', 'rest', 'same', 'missing']);
  });

  test('the contents in a sentence', () => {
    expect(describeContents({ items, resubmission: true, lastRound })).toBe(
      'Of 8 items, 1 was changed since it was returned, 2 carry warnings, 1 question is open, 1 other differs from 2025-H2 and 1 is not reported.',
    );
    expect(describeContents({ items: [item('same')], resubmission: false, lastRound: null })).toBe(
      '1 item, all of them reported.',
    );
  });
});
