import {
  describeCell,
  type DocumentCell,
  type DocumentTable,
  type ReportDocument,
  describeRun,
} from './document.types.ts';

/** One difference between two drafts of an edition. */
export type DocumentChange = {
  /** The chapter or the table. */
  place: string;
  kind: 'text' | 'number';
  /** The name of the cell: row and column; empty for text. */
  what: string;
  /** Null if it is new. */
  before: string | null;
  /** Null if it is gone. */
  after: string | null;
};

/**
 * Lists the differences between two drafts of the same edition: sentences by chapter, cells by table, row and
 * column. Pure; empty for identical documents.
 */
export function compareDocuments(before: ReportDocument, after: ReportDocument): DocumentChange[] {
  return [...compareTexts(before, after), ...compareTables(before, after)];
}

type Sentence = { place: string; text: string };

function listSentences({ sections }: ReportDocument): Sentence[] {
  let place = '';
  const found: Sentence[] = [];
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'heading') {
      // Chapter numbers change when something is inserted before them.
      place = block.text;
      continue;
    }
    const lines = block.kind === 'paragraph' ? [block.runs] : block.kind === 'list' ? block.items : [];
    for (const runs of lines) {
      // Table numbers change too.
      const text = runs.map((run) => (run.kind === 'reference' ? '…' : describeRun(run))).join('');
      found.push({ place, text });
    }
  }
  return found;
}

function compareTexts(before: ReportDocument, after: ReportDocument): DocumentChange[] {
  const key = ({ place, text }: Sentence) => `${place}\n${text}`;
  const [then, now] = [listSentences(before), listSentences(after)];
  const count = (list: Sentence[]) => {
    const counts = new Map<string, number>();
    for (const one of list) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
    return counts;
  };
  const without = (list: Sentence[], other: Map<string, number>) =>
    list.filter((one) => {
      const left = other.get(key(one)) ?? 0;
      if (left > 0) other.set(key(one), left - 1);
      return left === 0;
    });
  const gone = without(then, count(now));
  const come = without(now, count(then));
  // Pairs a sentence with the one that it replaces in its chapter.
  const changes: DocumentChange[] = [];
  for (const { place, text } of gone) {
    const at = come.findIndex((one) => one.place === place);
    const [replaced] = at === -1 ? [] : come.splice(at, 1);
    changes.push({ place, kind: 'text', what: '', before: text, after: replaced?.text ?? null });
  }
  return [
    ...changes,
    ...come.map(
      ({ place, text }): DocumentChange => ({ place, kind: 'text', what: '', before: null, after: text }),
    ),
  ];
}

const formatFigureCell = (cell: DocumentCell): string => describeCell(cell).replaceAll('\n', ' ');

type Place = { row: string; column: string; shown: string };

/** Indexes cells by row and column. Each row is named by its text cells, numbered if that repeats. */
function indexCells(table: DocumentTable): Map<string, Place> {
  const found = new Map<string, Place>();
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    if ('group' in row) continue;
    const first = row.cells.findIndex(({ kind }) => kind !== 'text');
    // A table with only text names its rows by the first column.
    const name = row.cells
      .slice(0, Math.max(1, first === -1 ? 1 : first))
      .map((cell) => formatFigureCell(cell))
      .join(' ');
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    row.cells.forEach((cell, at) => {
      const column = table.columns[at];
      if (!column) return;
      found.set(`${name}\n${times}\n${column.key}`, {
        row: name,
        column: column.label,
        shown: formatFigureCell(cell),
      });
    });
  }
  return found;
}

function compareTables(before: ReportDocument, after: ReportDocument): DocumentChange[] {
  const tables = ({ sections }: ReportDocument) =>
    new Map(
      sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'table' ? [[block.id, block] as const] : [])),
      ),
    );
  const [then, now] = [tables(before), tables(after)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((id) => {
    const [old, young] = [then.get(id), now.get(id)];
    const place = young?.title ?? old?.title ?? id;
    const [cellsBefore, cellsAfter] = [old, young].map((table) => (table ? indexCells(table) : new Map()));
    return [...new Set([...(cellsBefore?.keys() ?? []), ...(cellsAfter?.keys() ?? [])])].flatMap(
      (key): DocumentChange[] => {
        const one: Place | undefined = cellsBefore?.get(key);
        const other: Place | undefined = cellsAfter?.get(key);
        if (one?.shown === other?.shown) return [];
        const name = other ?? one;
        return [
          {
            place,
            kind: 'number',
            what: `${name?.row}, ${name?.column}`,
            before: one?.shown ?? null,
            after: other?.shown ?? null,
          },
        ];
      },
    );
  });
}
