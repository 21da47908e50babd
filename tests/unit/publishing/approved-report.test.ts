import { describe, expect, test } from 'vitest';
import {
  type ApprovedDraft,
  findReportProblem,
  compareApprovedReport,
  listContentChanges,
  shortenChanges,
} from '#server/domain/publication/approved-report.rules.ts';
import { documentKinds } from '#server/domain/publication/documents.ts';

const documents = { plan: '1', comparability: '1', library: '1', 'values/I-B3/2025-H2': '1', totals: '1' };
const now = { sha256: 'now', documents };
const draft = (number: number, contentSha256: string, more: Partial<ApprovedDraft> = {}): ApprovedDraft => ({
  number,
  contentSha256,
  documents,
  ...more,
});

describe('the approved report and what would be published', () => {
  test('nothing is asked where no report is approved', () => {
    expect(compareApprovedReport([], now)).toBeNull();
    expect(findReportProblem(null, false)).toBeNull();
  });

  test('an approved draft that says the same goes along, also where a later one does not', () => {
    const standing = compareApprovedReport([draft(1, 'now'), draft(2, 'other')], now);
    expect(standing).toEqual({ draft: 1, goesAlong: true, changes: [] });
    expect(findReportProblem(standing, false)).toBeNull();
  });

  test('otherwise the newest is held against it, and somebody has to say that it does not go along', () => {
    const old = { ...documents, comparability: '0' };
    const approved = [draft(2, 'b', { documents: old }), draft(1, 'a', { documents: {} })];
    const standing = compareApprovedReport(approved, now);
    expect(standing).toEqual({ draft: 2, goesAlong: false, changes: ['Notes on comparability'] });
    expect(findReportProblem(standing, false)).toBe(
      'What would be published differs from draft 2 of the report, which is approved. Changed since: Notes on comparability. Make a new draft, or say that the report does not go along.',
    );
    expect(findReportProblem(standing, true)).toBeNull();
  });

  test('of an old draft nobody knows what has changed, and it is refused all the same', () => {
    const standing = compareApprovedReport([draft(1, 'a', { documents: null })], now);
    expect(standing).toEqual({ draft: 1, goesAlong: false, changes: [] });
    expect(findReportProblem(standing, false)).toBe(
      'What would be published differs from draft 1 of the report, which is approved. Make a new draft, or say that the report does not go along.',
    );
  });
});

describe('what has changed', () => {
  test('is named in words, by document: what was altered, added and taken away', () => {
    const before = {
      'values/I-B3/2025-H2': '1',
      'values/I-A1/2025-H2': '1',
      'narratives/A1.1': '1',
      plan: '1',
      lists: '1',
      library: '1',
      rounds: '1',
    };
    const after = {
      'values/I-B3/2025-H2': '2',
      'values/I-A1/2025-H2': '1',
      'narratives/A1.1': '2',
      'narratives/A1.2': '1',
      plan: '2',
      lists: '2',
      rounds: '1',
      'figure/I-B3.course': '2',
      totals: '2',
    };
    expect(listContentChanges(before, after)).toEqual([
      'Library',
      'The plan',
      'Lists',
      'Words on activity A1.1',
      'Words on activity A1.2',
      'Figures of I-B3 in 2025-H2',
    ]);
    expect(listContentChanges(before, before)).toEqual([]);
  });

  test('codes are read as they are written in addresses', () => {
    expect(listContentChanges({}, { 'values/I%2FB%203/2025-H2': '1' })).toEqual([
      'Figures of I/B 3 in 2025-H2',
    ]);
  });

  test('what only follows is named where nothing else has changed', () => {
    expect(listContentChanges({ totals: '1' }, { totals: '2' })).toEqual(['How totals and charts are made']);
    expect(listContentChanges({ 'figure/a': '1', plan: '1' }, { 'figure/a': '2', plan: '2' })).toEqual([
      'The plan',
    ]);
  });

  test('every kind of document has a name', () => {
    for (const kind of Object.keys(documentKinds)) {
      if (kind === 'publication' || kind === 'drawing') continue;
      const [name] = listContentChanges({}, { [`${kind}/x/y`]: '1' });
      expect([kind, name]).not.toEqual([kind, `${kind}/x/y`]);
    }
  });

  test('a long list is cut, and says how much more there is', () => {
    const changes = Array.from({ length: 15 }, (_, index) => `Figures of I-${index} in 2025-H2`);
    expect(shortenChanges(changes)).toEqual({ named: changes.slice(0, 12), more: 3 });
    expect(findReportProblem({ draft: 1, goesAlong: false, changes }, false)).toContain(
      'I-11 in 2025-H2 and 3 more. Make',
    );
  });
});
