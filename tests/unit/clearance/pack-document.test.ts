import { describe, expect, test } from 'vitest';
import { buildPackDocument } from '#server/reports/build-pack-document.calculations.ts';
import type { PaperBlock, PaperDocument, PaperRun } from '#server/domain/report/document.types.ts';
import { activity, hostileWords, indicator, storePack } from './stored-pack.ts';

const blocksOf = ({ sections }: PaperDocument): PaperBlock[] => sections.flatMap(({ blocks }) => blocks);
const describeRuns = (runs: readonly PaperRun[]) =>
  runs.map((run) => (run.kind === 'reference' ? run.label : run.text)).join('');

/** The blocks between a heading and the next one, whatever its level. */
function under(document: PaperDocument, heading: string): PaperBlock[] {
  const blocks = blocksOf(document);
  const from = blocks.findIndex((block) => block.kind === 'heading' && block.id === heading);
  if (from === -1) return [];
  const length = blocks.slice(from + 1).findIndex(({ kind }) => kind === 'heading');
  return blocks.slice(from + 1, length === -1 ? undefined : from + 1 + length);
}

/** Its sentences, and the items of its lists. */
const linesUnder = (document: PaperDocument, heading: string): string[] =>
  under(document, heading).flatMap((block) => {
    if (block.kind === 'paragraph') return [describeRuns(block.runs)];
    return block.kind === 'list' ? block.items.map((item) => describeRuns(item)) : [];
  });
const termsUnder = (document: PaperDocument, heading: string) =>
  under(document, heading).flatMap((block) => (block.kind === 'terms' ? block.rows : []));
const rowsUnder = (document: PaperDocument, heading: string) =>
  under(document, heading)
    .flatMap((block) => (block.kind === 'table' ? block.rows : []))
    .flatMap((row) =>
      'cells' in row ? [row.cells.flatMap((cell) => (cell.kind === 'text' ? [cell] : []))] : [],
    );

describe('a printed draft in words', () => {
  const document = buildPackDocument(storePack());

  test('says what it is, of whom, when and where, and how it is checked', () => {
    expect(document).toMatchObject({
      title: 'Report for clearance',
      subtitle: 'Thailand, First half of 2026',
      head: { left: 'Thailand, First half of 2026', right: 'Draft for clearance, not yet submitted' },
      foot: 'Reference TH-2026-H1-01',
      cover: null,
    });
    expect(document.facts).toEqual([
      { term: 'Report of', text: 'Thailand' },
      { term: 'Round', text: 'First half of 2026 (2026-H1)' },
      { term: 'Status', text: 'Draft for clearance, not yet submitted' },
      { term: 'Reference', text: 'TH-2026-H1-01' },
      { term: 'Printed', text: '25 November 2026, 08:14 (Asia/Bangkok, UTC+7), by Focal Point' },
    ]);
    const checksum = Array(8).fill('ab12cd34').join(' ');
    expect(linesUnder(document, 'checksum')[0]).toBe(checksum);
    expect(under(document, 'changes')).toEqual([]);
    const [meaning, reference] = linesUnder(document, 'signature');
    expect(meaning).toContain('TH-2026-H1-01');
    expect(reference).toBe(`Reference TH-2026-H1-01, checksum ${checksum}`);
    const lines = blocksOf(document).flatMap((block) => (block.kind === 'signature' ? block.lines : []));
    expect(lines.map(({ name }) => name)).toEqual([
      'Name',
      'Position',
      'Date',
      'Signature',
      'Official stamp',
    ]);
  });

  test('tells zero, not available, not applicable and not yet reported apart', () => {
    const cells = rowsUnder(document, 'indicator-I-B3').map(([label, value]) => [
      label?.text,
      value?.text,
      !value?.muted,
    ]);
    expect(cells).toEqual([
      ['Total', '1,240', true],
      ['Sex: Female', '0', true],
      ['Sex: Male', 'Not available', false],
      ['Sex: Other', 'Not applicable', false],
      ['Sex: Unknown', 'Not yet reported', false],
      // Nobody filled in this breakdown at all: one line says so.
      ['By age', 'Not yet reported', false],
    ]);
  });

  test('names what is not reported in its area and leaves out areas in which nothing is asked', () => {
    const contents = blocksOf(document).flatMap((block) => (block.kind === 'contents' ? block.items : []));
    expect(contents).toEqual([
      { to: 'area-A', label: 'A Prevention' },
      { to: 'area-B', label: 'B Protection' },
    ]);
    const headings = blocksOf(document).flatMap((block) => (block.kind === 'heading' ? [block.id] : []));
    expect(headings.slice(headings.indexOf('contents'))).toEqual([
      'contents',
      'area-A',
      'activity-A1.1',
      'gaps-A',
      'area-B',
      'indicator-I-B3',
      'signature',
    ]);
    expect(linesUnder(document, 'gaps-A')).toEqual(['A1.2 Silent']);
    expect(linesUnder(document, 'findings')).toEqual([
      'No errors and no warnings.',
      'All 3 items are reported.',
    ]);
    const silent = buildPackDocument(
      storePack({
        activities: [
          activity(),
          activity({ activity: 'A1.2', status: null, achievements: '', challenges: '', nextSteps: '' }),
        ],
      }),
    );
    expect(linesUnder(silent, 'findings').at(-1)).toBe(
      '1 item of 3 not reported. They are named at the end of each area.',
    );
  });

  test('says who wrote each part, for which agency', () => {
    expect(linesUnder(document, 'activity-A1.1')[0]).toBe(
      'Last written by A. Person, Ministry of Labour, 3 November 2026.',
    );
    expect(linesUnder(document, 'indicator-I-B3')[0]).toBe(
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
    expect(linesUnder(checked, 'findings')).toEqual([
      'Errors: the report cannot be cleared while these stand.',
      'Say what was achieved.',
      'What looks unusual, with the reason that was given:',
      `It is ten times as much.\nReason: ${hostileWords}`,
      'There is no split.\nNo reason was given.',
      'All 3 items are reported.',
    ]);
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
    expect(linesUnder(document, 'changes')).toEqual([
      '2 items have changed since it was cleared on 8 September 2026, 09:24 (Asia/Bangkok, UTC+7) by Clearing Officer. They are marked.',
      'A1.1 Meetings',
      'I-B3 Victims identified',
    ]);
    const marked = blocksOf(document).filter((block) => block.kind === 'heading' && block.changed);
    expect(marked).toMatchObject([{ id: 'activity-A1.1' }, { id: 'indicator-I-B3' }]);
    const [status, statusBefore, achievements, achievementsBefore] = termsUnder(document, 'activity-A1.1');
    expect(status).toEqual({
      term: 'Status',
      changed: true,
      runs: [{ kind: 'added', text: 'On track' }],
    });
    expect(statusBefore).toEqual({ term: 'When cleared', runs: [{ kind: 'removed', text: 'Delayed' }] });
    // Each can be read without the other.
    expect(describeRuns(achievements?.runs ?? [])).toBe('Two meetings were held.');
    expect(describeRuns(achievementsBefore?.runs ?? [])).toBe('One meeting was held.');
    expect(achievements?.runs[0]).toEqual({ kind: 'added', text: 'Two meetings were' });
    const rows = rowsUnder(document, 'indicator-I-B3').filter(([, , now]) => now?.changed);
    expect(rows.map((cells) => cells.map(({ text }) => text))).toEqual([
      ['Total', '1,200', '1,240'],
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
    expect(linesUnder(document, 'gaps-A')).toEqual(['A1.2 Silent']);
    expect(termsUnder(document, 'activity-A1.1').slice(2)).toEqual([
      { term: 'Achievements', changed: true, runs: [{ kind: 'text', text: '(nothing)' }] },
      { term: 'When cleared', runs: [{ kind: 'removed', text: 'Two meetings were held.' }] },
    ]);
  });

  test('nothing at all is said in so many words', () => {
    expect(linesUnder(buildPackDocument(storePack({ changes: [] })), 'changes')).toEqual([
      'Nothing has changed since it was cleared on 8 September 2026, 09:24 (Asia/Bangkok, UTC+7) by Clearing Officer.',
    ]);
  });
});
