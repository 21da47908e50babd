import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDocuments } from '#server/domain/report/compare-documents.calculations.ts';
import {
  type DocumentBlock,
  type DocumentCell,
  listTables,
  type ReportDocument,
} from '#server/domain/report/document.types.ts';

const words = fc.string({ minLength: 1, maxLength: 12 });
const cell: fc.Arbitrary<DocumentCell> = fc.oneof(
  words.map((text): DocumentCell => ({ kind: 'text', text })),
  fc.nat(9999).map((n): DocumentCell => ({ kind: 'number', value: `${n}`, shown: `${n}`, format: 'whole' })),
  fc.constant<DocumentCell>({ kind: 'mark', mark: 'withheld', shown: 'withheld' }),
);
/** A table whose rows are called by their first cell; names may repeat. */
const table = (id: string): fc.Arbitrary<DocumentBlock> =>
  fc.array(fc.tuple(words, cell, cell), { maxLength: 6 }).map((rows) => ({
    kind: 'table',
    id,
    number: 1,
    title: `Table ${id}`,
    sheet: id,
    notes: [],
    columns: ['a', 'b', 'c'].map((key) => ({ key, label: key, width: 1, align: 'left' as const })),
    rows: rows.map(([name, ...others]) => ({ cells: [{ kind: 'text' as const, text: name }, ...others] })),
  }));
const paragraph: fc.Arbitrary<DocumentBlock> = words.map((text) => ({
  kind: 'paragraph',
  style: 'body',
  runs: [{ kind: 'text', text }],
}));
const document: fc.Arbitrary<ReportDocument> = fc
  .tuple(fc.array(paragraph, { maxLength: 5 }), table('one'), table('two'))
  .map(([paragraphs, ...tables]) => ({
    edition: 'somtc',
    scope: '',
    title: 'Report',
    subtitle: '',
    plan: '',
    meeting: '',
    meetingDate: '',
    marking: '',
    watermark: '',
    notice: '',
    facts: [],
    sections: [
      {
        orientation: 'portrait',
        blocks: [
          { kind: 'heading', id: 'summary', level: 1, number: '1', text: 'Summary' },
          ...paragraphs,
          ...tables,
        ],
      },
    ],
  }));

describe('two drafts of an edition, side by side', () => {
  it('finds nothing in a document beside itself', () => {
    fc.assert(
      fc.property(document, (one) => {
        expect(compareDocuments(one, structuredClone(one))).toEqual([]);
      }),
    );
  });

  it('says the same the other way round', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        const there = compareDocuments(one, other);
        const back = compareDocuments(other, one);
        const sides = (list: typeof there, turn: boolean) =>
          list
            .flatMap(({ place, kind, before, after }) =>
              (turn ? [after, before] : [before, after]).map((side, at) => `${place} ${kind} ${at} ${side}`),
            )
            .filter((line) => !line.endsWith(' null'))
            .toSorted();
        expect(sides(back, true)).toEqual(sides(there, false));
      }),
    );
  });

  it('names the one number that was changed, with what it was and is', () => {
    fc.assert(
      fc.property(document, fc.nat(), (one, seed) => {
        const other = structuredClone(one);
        const cells = listTables(other).flatMap(({ title, rows }) =>
          rows.flatMap((row) =>
            'group' in row
              ? []
              : row.cells.flatMap((each) => (each.kind === 'number' ? [{ title, cell: each }] : [])),
          ),
        );
        fc.pre(cells.length > 0);
        const changed = cells[seed % cells.length];
        if (changed?.cell.kind !== 'number') return;
        const before = changed.cell.shown;
        changed.cell.shown = `${before}0`;
        expect(compareDocuments(one, other)).toEqual([
          { place: changed.title, kind: 'number', what: expect.any(String), before, after: `${before}0` },
        ]);
      }),
    );
  });

  it('sets a sentence beside the one that it replaces, and says what came and went', () => {
    const say = (...lines: string[]): ReportDocument => ({
      ...fc.sample(document, { numRuns: 1, seed: 1 })[0]!,
      sections: [
        {
          orientation: 'portrait',
          blocks: [
            { kind: 'heading', id: 'summary', level: 1, number: '1', text: 'Summary' },
            ...lines.map(
              (text): DocumentBlock => ({
                kind: 'paragraph',
                style: 'body',
                runs: [{ kind: 'text', text }],
              }),
            ),
          ],
        },
      ],
    });
    const change = (before: string | null, after: string | null) => ({
      place: 'Summary',
      kind: 'text',
      what: '',
      before,
      after,
    });
    expect(compareDocuments(say('One.', 'Two.'), say('One.', 'Three.'))).toEqual([change('Two.', 'Three.')]);
    expect(compareDocuments(say('One.'), say('One.', 'One.'))).toEqual([change(null, 'One.')]);
    expect(compareDocuments(say('One.', 'Two.'), say('Two.'))).toEqual([change('One.', null)]);
  });
});
