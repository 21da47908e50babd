import { describe, expect, test } from 'vitest';
import { buildPackDocument } from '#server/reports/build-pack-document.calculations.ts';
import { activity, hostileWords, indicator, storePack } from './stored-pack.ts';

describe('a printed draft in words', () => {
  const document = buildPackDocument(storePack());

  test('says what it is, of whom, when and where, and how it is checked', () => {
    expect(document).toMatchObject({
      title: 'Report for clearance',
      reporter: 'Thailand',
      round: 'First half of 2026',
      status: 'Draft for clearance, not yet submitted',
      reference: 'TH-2026-H1-01',
      made: '25 November 2026, 08:14 (Asia/Bangkok, UTC+7)',
      since: null,
    });
    expect(document.checksum).toBe(Array(8).fill('ab12cd34').join(' '));
    expect(document.facts.find(({ term }) => term === 'Printed')?.text).toContain('by Focal Point');
    expect(document.meaning).toContain('TH-2026-H1-01');
    expect(document.signature).toEqual(['Name', 'Position', 'Date', 'Signature', 'Official stamp']);
  });

  test('tells zero, not available, not applicable and not yet reported apart', () => {
    const cells = document.areas[1]?.indicators[0]?.cells.map(({ label, value, isReported }) => [
      label,
      value,
      isReported,
    ]);
    expect(cells).toEqual([
      ['Total', '1\u202f240', true],
      ['Sex: Female', '0', true],
      ['Sex: Male', 'Not available', false],
      ['Sex: Other', 'Not applicable', false],
      ['Sex: Unknown', 'Not yet reported', false],
      // Nobody filled in this breakdown at all: one line says so.
      ['By age', 'Not yet reported', false],
    ]);
  });

  test('names what is not reported in its area and leaves out areas in which nothing is asked', () => {
    expect(document.areas.map(({ code, gaps }) => [code, gaps])).toEqual([
      ['A', ['A1.2 Silent']],
      ['B', []],
    ]);
    expect(document.gaps).toBe('All 3 items are reported.');
    const silent = buildPackDocument(
      storePack({
        activities: [
          activity(),
          activity({ activity: 'A1.2', status: null, achievements: '', challenges: '', nextSteps: '' }),
        ],
      }),
    );
    expect(silent.gaps).toBe('1 item of 3 not reported. They are named at the end of each area.');
  });

  test('says who wrote each part, for which agency', () => {
    expect(document.areas[0]?.activities[0]?.writing).toBe(
      'Last written by A. Person, Ministry of Labour, 3 November 2026.',
    );
    expect(document.areas[1]?.indicators[0]?.writing).toBe(
      'Last written by A. Person, 3 November 2026. Given to Ministry of Labour.',
    );
  });

  test('carries warnings with their reasons, and says where there is none', () => {
    const checked = buildPackDocument(
      storePack({
        findings: [
          { kind: 'warning', code: 'I-B3', sentence: 'It is ten times as much.', reason: hostileWords },
          { kind: 'warning', code: 'I-B3', sentence: 'There is no split.', reason: null },
          { kind: 'error', code: 'A1.1', sentence: 'Say what was achieved.', reason: null },
          { kind: 'gap', code: 'A1.2', sentence: 'A1.2 has not been reported.', reason: null },
        ],
      }),
    );
    expect(checked.warnings).toEqual([
      { sentence: 'It is ten times as much.', reason: hostileWords },
      { sentence: 'There is no split.', reason: '' },
    ]);
    expect(checked.errors).toEqual(['Say what was achieved.']);
  });
});

describe('what has changed since the clearance before', () => {
  test('is marked word by word in texts, and as old and new elsewhere', () => {
    const before = activity({ status: 'delayed', achievements: 'One meeting was held.' });
    const document = buildPackDocument(
      storePack({
        changes: [
          { subject: 'activity', code: 'A1.1', fields: ['status', 'achievements'], before },
          {
            subject: 'indicator',
            code: 'I-B3',
            fields: ['total', 'sex=unknown'],
            before: indicator({
              cells: [
                { state: 'reported', value: '1200' },
                { dimension: 'sex', category: 'unknown', state: 'reported', value: '3' },
              ],
            }),
          },
        ],
      }),
    );
    expect(document.since?.sentence).toBe(
      '2 items have changed since it was cleared on 8 September 2026, 09:24 (Asia/Bangkok, UTC+7) by Clearing Officer. They are marked.',
    );
    expect(document.since?.items).toEqual(['A1.1 Meetings', 'I-B3 Victims identified']);
    const [status, achievements] = document.areas[0]?.activities[0]?.fields ?? [];
    expect(status).toMatchObject({
      text: [{ kind: 'added', text: 'On track' }],
      before: [{ kind: 'removed', text: 'Delayed' }],
    });
    // Each can be read without the other.
    expect(achievements?.text.map(({ text }) => text).join('')).toBe('Two meetings were held.');
    expect(achievements?.before?.map(({ text }) => text).join('')).toBe('One meeting was held.');
    expect(achievements?.text[0]).toEqual({ kind: 'added', text: 'Two meetings were' });
    const cells = document.areas[1]?.indicators[0]?.cells.filter(({ changed }) => changed);
    expect(cells?.map(({ label, before: old, value }) => [label, old, value])).toEqual([
      ['Total', '1\u202f200', '1\u202f240'],
      ['Sex: Unknown', '3', 'Not yet reported'],
    ]);
  });

  test('an item that was emptied is shown with what stood there, not among the gaps', () => {
    const document = buildPackDocument(
      storePack({
        activities: [activity({ status: null, achievements: '' })],
        changes: [
          { subject: 'activity', code: 'A1.1', fields: ['status', 'achievements'], before: activity() },
        ],
      }),
    );
    expect(document.areas[0]?.gaps).toEqual(['A1.2 Silent']);
    expect(document.areas[0]?.activities[0]?.fields[1]).toMatchObject({
      text: [{ kind: 'same', text: '(nothing)' }],
      before: [{ kind: 'removed', text: 'Two meetings were held.' }],
    });
  });

  test('nothing at all is said in so many words', () => {
    expect(buildPackDocument(storePack({ changes: [] })).since).toEqual({
      sentence:
        'Nothing has changed since it was cleared on 8 September 2026, 09:24 (Asia/Bangkok, UTC+7) by Clearing Officer.',
      items: [],
    });
  });
});
