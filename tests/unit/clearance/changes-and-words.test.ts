import { describe, expect, test } from 'vitest';
import {
  countItemChanges,
  listItemChanges,
} from '#server/domain/clearance/clearance-changes.calculations.ts';
import {
  buildPackReference,
  groupChecksum,
  packReferencePattern,
  parsePackFileName,
} from '#server/domain/clearance/clearance-pack.rules.ts';
import {
  countAnswered,
  groupThreads,
  maskDraftAnswer,
  type ThreadEntry,
} from '#server/domain/conversation/threads.calculations.ts';
import { formatSnapshotCell } from '#server/domain/value/cell-words.calculations.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { activity, definition, indicator } from './stored-pack.ts';

describe('what differs from a clearance', () => {
  const before = { activities: [activity()], indicators: [indicator()] };

  test('is nothing for the same report, whatever the order of keys', () => {
    const same = structuredClone(before);
    expect(listItemChanges(before, same)).toEqual([]);
    const turned = {
      indicators: before.indicators.map((item) => Object.fromEntries(Object.entries(item).toReversed())),
      activities: before.activities,
    } as unknown as typeof before;
    expect(hashContent(turned)).toBe(hashContent(before));
  });

  test('is each item with its fields and how it stood, in the order of the report', () => {
    const now = {
      activities: [activity({ activity: 'A1.0' }), activity({ nextSteps: 'More.' })],
      indicators: [indicator({ cells: [] })],
    };
    const changes = listItemChanges(before, now);
    expect(changes.map(({ code, fields }) => [code, fields])).toEqual([
      ['A1.0', ['status', 'achievements']],
      ['A1.1', ['nextSteps']],
      ['I-B3', ['total', 'sex=female', 'sex=male', 'sex=other']],
    ]);
    expect(changes[0]?.before).toBeNull();
    expect(changes[1]?.before).toEqual(activity());
    expect(countItemChanges(before, now)).toBe(3);
    expect(hashContent(now)).not.toBe(hashContent(before));
  });

  test('another reason for a warning is a difference of its item', () => {
    const reason = (words: string) => ({
      ...before,
      reasons: [
        {
          subject: 'indicator' as const,
          code: 'I-B3',
          rule: 'unlikely_jump',
          field: 'total',
          warning: 'Much.',
          reason: words,
        },
      ],
    });
    expect(listItemChanges(before, reason('It is so.'))).toMatchObject([
      { code: 'I-B3', fields: ['reasons'] },
    ]);
    expect(listItemChanges(reason('It is so.'), reason('It is so.'))).toEqual([]);
    expect(countItemChanges(reason('It is so.'), reason('We counted again.'))).toBe(1);
  });
});

describe('the reference of a printed draft', () => {
  test('names reporter, round and number', () => {
    expect(buildPackReference({ reporter: 'TH', round: '2026-H1' }, 1)).toBe('TH-2026-H1-01');
    expect(buildPackReference({ reporter: 'SOMTC', round: '2026-H2' }, 100)).toBe('SOMTC-2026-H2-100');
    expect(packReferencePattern.test(buildPackReference({ reporter: 'TH', round: '2026-H1' }, 12_345))).toBe(
      true,
    );
  });

  test('is read from the name of a file, and from nothing else', () => {
    expect(parsePackFileName('TH-2026-H1-01.pdf')).toEqual({ reference: 'TH-2026-H1-01', format: 'pdf' });
    expect(parsePackFileName('TH-2026-H1-01.docx')?.format).toBe('docx');
    for (const name of ['TH-2026-H1-01', 'TH-2026-H1-01.exe', '../TH-2026-H1-01.pdf', '.pdf', '']) {
      expect(parsePackFileName(name)).toBeNull();
    }
  });

  test('a checksum is printed in groups', () => {
    expect(groupChecksum('0123456789abcdef')).toBe('01234567 89abcdef');
  });
});

describe('a cell in words', () => {
  test('keeps every digit', () => {
    expect(
      formatSnapshotCell({ ...definition, unit: '' }, { state: 'reported', value: '1234567890123456.1234' }),
    ).toBe('1,234,567,890,123,456.1234');
  });

  test('by measure, with what is no number told apart', () => {
    expect(formatSnapshotCell(definition, { state: 'reported', value: '0' })).toBe('0 persons');
    expect(formatSnapshotCell(definition, { state: 'not_available' })).toBe('Not available');
    expect(formatSnapshotCell(definition, undefined)).toBe('Not yet reported');
    const share = { ...definition, measure: 'percentage' as const, unit: '%' };
    expect(formatSnapshotCell(share, { state: 'reported', numerator: '30', denominator: '45' })).toBe(
      '66.7% (30 of 45)',
    );
    expect(formatSnapshotCell(share, { state: 'reported', numerator: '0', denominator: '0' })).toBe('0 of 0');
    const money = { ...definition, measure: 'money' as const, unit: 'USD' };
    expect(formatSnapshotCell(money, { state: 'reported', value: '1500000' })).toBe('USD\u00a01,500,000');
    const choice = { ...definition, measure: 'choice' as const, choices: [{ code: 'p', label: 'Partial' }] };
    expect(formatSnapshotCell(choice, { state: 'reported', choice: 'p' })).toBe('Partial');
  });
});

describe('questions on one field', () => {
  const entry = (id: number, change: Partial<ThreadEntry> = {}): ThreadEntry => ({
    id,
    subject: 'activity',
    code: 'A1.1',
    title: 'Meetings',
    field: 'achievements',
    version: 1,
    question: 'Which?',
    raisedBy: 'Officer',
    sentAt: '2026-09-14T00:00:00Z',
    answer: null,
    answeredBy: null,
    answeredAt: null,
    resolvedAt: null,
    earlierAnswers: [],
    ...change,
  });
  const answered = { answer: 'Both.', answeredBy: 'Focal', answeredAt: '2026-09-20T00:00:00Z' };

  test('stand together; the one that is least far says how the thread stands', () => {
    const threads = groupThreads([
      entry(1, { ...answered, resolvedAt: '2026-10-01T00:00:00Z' }),
      entry(2, { field: 'status', ...answered }),
      entry(3),
    ]);
    expect(threads.map(({ field, state, entries }) => [field, state, entries.map(({ id }) => id)])).toEqual([
      ['achievements', 'open', [1, 3]],
      ['status', 'answered', [2]],
    ]);
    expect(countAnswered(threads)).toEqual({ answered: 1, asked: 2 });
  });

  test('the same field of another item is another thread', () => {
    expect(
      groupThreads([entry(1), entry(2, { code: 'A1.2' }), entry(3, { subject: 'indicator' })]),
    ).toHaveLength(3);
  });

  test('an answer that has not left with the report is not yet the secretariat’s to read', () => {
    const written = entry(1, answered);
    expect(maskDraftAnswer(written, '2026-09-30T00:00:00Z')).toEqual(written);
    expect(maskDraftAnswer(written, '2026-09-15T00:00:00Z')).toMatchObject({
      answer: null,
      answeredBy: null,
    });
    expect(maskDraftAnswer(written, null).answer).toBeNull();
  });
});
