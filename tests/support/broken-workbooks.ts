import type { RawCell, RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import { entryRows, fillIn, headerOf, number, pickSheet, put, text, textOf } from './edit-raw-workbook.ts';
import type { Random } from './random-report.ts';

/** What can happen to a workbook between download and upload. Each changes the workbook in place. */
export type Mishap = (workbook: RawWorkbook, random: Random) => void;

/** Puts something into an entry cell of a random row. */
const enterAnything =
  (
    make: (random: Random) => RawCell | null,
    columns = ['answer', 'of', 'state', 'words', 'challenges', 'release'],
  ): Mishap =>
  (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    const header = sheet && headerOf(sheet);
    const rows = sheet ? entryRows(sheet) : [];
    if (!sheet || !header || rows.length === 0) return;
    const wanted = random.pick(columns);
    const column = header.cells.find(({ cell }) => textOf(cell) === wanted)?.column;
    if (column !== undefined) put(sheet, random.pick(rows).index, column, make(random));
  };

const words = [
  '12 persons',
  '1 200',
  '1.200,5',
  '1,200',
  '१२',
  '๑๒',
  '១២',
  '၁၂',
  '１２',
  'n/a',
  '-',
  '–',
  'nil',
  '',
  ' ',
  '12%',
  '#N/A',
  'On trak',
  'Not available',
  'not AVAILABLE ',
  'Yes',
  'on track',
  'COMPLETED.',
  '=1+1',
  '0',
  '007',
  '1e15',
  '-3',
  '+4',
  '1.000',
  '12.5',
  '∞',
  '\u202eabc',
  '\u0007',
  'x'.repeat(10_001),
  'ก'.repeat(300),
  'Reported',
  'National',
  'May be',
  'constructor',
  '__proto__',
  'toString',
];
const numbers = [
  0,
  1,
  -1,
  12,
  12.5,
  0.1 + 0.2,
  1e15,
  1e21,
  1e-7,
  123_456_789_012,
  -0,
  99_999_999_999_999,
  4.35,
  1e300,
  0.125,
];

function moveRows(workbook: RawWorkbook, random: Random, by: (index: number) => number) {
  const sheet = pickSheet(workbook, random);
  if (!sheet) return;
  for (const row of sheet.rows) row.index = by(row.index);
  sheet.rows.sort((a, b) => a.index - b.index);
}

function moveColumns(workbook: RawWorkbook, random: Random, by: (column: number) => number | null) {
  const sheet = pickSheet(workbook, random);
  if (!sheet) return;
  for (const row of sheet.rows) {
    row.cells = row.cells
      .flatMap(({ column, cell }) => {
        const to = by(column);
        return to === null ? [] : [{ column: to, cell }];
      })
      .sort((a, b) => a.column - b.column);
  }
}

export const mishaps: Record<string, Mishap> = {
  'a word in a cell': enterAnything((random) => text(random.pick(words))),
  'a number in a cell': enterAnything((random) => number(random.pick(numbers))),
  'a percentage': enterAnything((random) => number(random.int(0, 200) / 100, true)),
  'a date': enterAnything((random) => ({
    kind: 'date',
    iso: random.pick(['2026-03-02T00:00:00', '1900-01-12T00:00:00', '2026-03-02T14:30:00']),
  })),
  'a formula': enterAnything((random) => ({ kind: 'formula', shown: random.pick(['12', '', 'On track']) })),
  'an error': enterAnything((random) => ({
    kind: 'error',
    text: random.pick(['#REF!', '#DIV/0!', '#NAME?']),
  })),
  'true or false': enterAnything((random) => ({ kind: 'boolean', value: random.in100(50) })),
  'an emptied cell': enterAnything(() => null),
  'a state beside a figure': enterAnything(
    (random) => text(random.pick(['Not available', 'Not applicable'])),
    ['state'],
  ),
  'a renamed sheet': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    if (sheet)
      sheet.name = random.pick(['Sheet1', 'ภาคผนวก', 'Copy of B', 'Read me', "it's"]) + random.int(1, 9);
  },
  'a sheet twice': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    if (sheet) workbook.sheets.push({ ...structuredClone(sheet), name: `${sheet.name.slice(0, 25)} (2)` });
  },
  'a sheet gone': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    workbook.sheets = workbook.sheets.filter((one) => one !== sheet);
  },
  'a sheet of their own': (workbook) => {
    workbook.sheets.push({
      name: 'Notes',
      merges: [],
      rows: [{ index: 3, cells: [{ column: 2, cell: text('Ask the police') }] }],
    });
  },
  'columns swapped': (workbook, random) => {
    const [a, b] = [random.int(0, 12), random.int(0, 12)];
    moveColumns(workbook, random, (column) => (column === a ? b : column === b ? a : column));
  },
  'a column gone': (workbook, random) => {
    const gone = random.int(0, 12);
    moveColumns(workbook, random, (column) => (column === gone ? null : column > gone ? column - 1 : column));
  },
  'a column put in': (workbook, random) => {
    const at = random.int(0, 12);
    moveColumns(workbook, random, (column) => (column >= at ? column + 1 : column));
  },
  'a column twice': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    const from = random.int(1, 12);
    for (const row of sheet?.rows ?? []) {
      const cell = row.cells.find(({ column }) => column === from)?.cell;
      if (cell) row.cells.push({ column: 30, cell });
    }
  },
  'rows sorted': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    const rows = sheet ? entryRows(sheet) : [];
    const places = rows.map(({ index }) => index);
    for (let last = places.length - 1; last > 0; last -= 1) {
      const other = random.int(0, last);
      [places[last], places[other]] = [places[other]!, places[last]!];
    }
    rows.forEach((row, at) => {
      row.index = places[at] ?? row.index;
    });
    sheet?.rows.sort((a, b) => a.index - b.index);
  },
  'rows gone': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    if (sheet) sheet.rows = sheet.rows.filter((row) => !entryRows(sheet).includes(row) || random.in100(70));
  },
  'a row twice': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    const rows = sheet ? entryRows(sheet) : [];
    if (sheet && rows.length > 0) {
      sheet.rows.push({ ...structuredClone(random.pick(rows)), index: (sheet.rows.at(-1)?.index ?? 0) + 2 });
    }
  },
  'a row of another plan': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    if (!sheet) return;
    const index = (sheet.rows.at(-1)?.index ?? 0) + 1;
    put(sheet, index, 0, text(random.pick(['activity/Z9.9', 'indicator/I-Z9/total', ''])));
    put(sheet, index, 1, text(random.pick(['Z9.9', 'I-Z9', '', 'constructor'])));
    put(sheet, index, 6, text('Completed'));
  },
  'lines above the headings': (workbook, random) => moveRows(workbook, random, (index) => index + 5),
  'the keys gone': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    if (sheet) sheet.rows = sheet.rows.filter((row) => row !== headerOf(sheet));
  },
  'the headings gone': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    if (sheet)
      sheet.rows = sheet.rows.filter(({ cells }) => !cells.some(({ cell }) => textOf(cell) === 'Code'));
  },
  'the marks gone': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    for (const row of sheet?.rows ?? []) row.cells = row.cells.filter(({ column }) => column !== 0);
  },
  'a code overwritten': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    const rows = sheet ? entryRows(sheet) : [];
    if (sheet && rows.length > 0) put(sheet, random.pick(rows).index, 1, text('A1.2'));
  },
  'the stamp gone': (workbook) => {
    workbook.sheets = workbook.sheets.filter(({ name }) => name !== 'Stamp');
  },
  'the stamp spoilt': (workbook, random) => {
    const stamp = workbook.sheets.find(({ name }) => name === 'Stamp');
    for (const row of stamp?.rows ?? []) {
      if (row.index > 1 && random.in100(30))
        put(stamp!, row.index, 2, text(random.pick(['{', '12', '[]', '{"state":"x"}'])));
    }
  },
  'cells merged': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    const rows = sheet ? entryRows(sheet) : [];
    if (!sheet || rows.length === 0) return;
    const [from, column] = [random.pick(rows).index, random.int(1, 12)];
    const merge = {
      fromRow: from,
      toRow: from + random.int(0, 3),
      fromColumn: column,
      toColumn: column + random.int(0, 2),
    };
    sheet.merges.push(merge);
    for (const row of sheet.rows) {
      if (row.index < merge.fromRow || row.index > merge.toRow) continue;
      row.cells = row.cells.filter(
        (one) =>
          one.column < merge.fromColumn ||
          one.column > merge.toColumn ||
          (row.index === merge.fromRow && one.column === merge.fromColumn),
      );
    }
  },
  'a sheet of last round': (workbook, random) => {
    const sheet = pickSheet(workbook, random);
    const first = sheet?.rows[0]?.cells[0];
    if (first) first.cell = text('bohol-workbook/1 2025-H2 TH');
  },
  'the workbook of last round': (workbook) => {
    const stamp = workbook.sheets.find(({ name }) => name === 'Stamp');
    if (stamp) put(stamp, 1, 0, text('bohol-workbook/1 2025-H2 TH'));
  },
  'the workbook of another state': (workbook) => {
    const stamp = workbook.sheets.find(({ name }) => name === 'Stamp');
    if (stamp) put(stamp, 1, 0, text('bohol-workbook/1 2026-H1 KH'));
  },
};

/** A workbook with so many mishaps, and their names. */
export function breakWorkbook(
  whole: RawWorkbook,
  random: Random,
): { workbook: RawWorkbook; names: string[] } {
  const workbook = structuredClone(whole);
  // Most are about single cells: those that change the whole hide what is in it.
  const all = Object.keys(mishaps);
  const names = Array.from({ length: random.int(0, 6) }, () =>
    random.in100(60) ? random.pick(all.slice(0, 9)) : random.pick(all),
  );
  if (random.in100(60)) fillIn(workbook, random);
  for (const name of names) mishaps[name]?.(workbook, random);
  const taken = new Set<string>();
  for (const sheet of workbook.sheets) {
    while (taken.has(sheet.name.toLowerCase())) sheet.name = `${sheet.name.slice(0, 28)} x`;
    taken.add(sheet.name.toLowerCase());
  }
  return { workbook, names };
}
