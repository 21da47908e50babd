import { parse } from 'csv-parse/sync';
import type { FigureCell, FigureDefinition, MissingValueMarker } from '#server/domain/figure/figure.types.ts';
import {
  type CellPlace,
  listCells,
  numbersIn,
  printed,
  readLastTable,
  readText,
  describeExactly,
  describeMark,
  formatFigureNumber,
} from '#tests/support/figure-cells.ts';

/**
 * Each function takes a figure as it was published and one of the forms in which it is served, and lists where the form
 * says something else: "TH 2025-H1: =12 and not =13". Nothing is listed where the two agree to the digit.
 */
type Differences = string[];

function compareCells(
  definition: FigureDefinition,
  say: (place: CellPlace, cell: FigureCell | undefined) => string,
  expected: (cell: FigureCell | undefined) => string = describeExactly,
): Differences {
  return [...listCells(definition)].flatMap(({ cell, place }) => {
    const [is, should] = [say(place, cell), expected(cell)];
    return is === should ? [] : [`${place.key} ${place.column}: ${is} and not ${should}`];
  });
}

const countRows = (definition: FigureDefinition, count: number): Differences =>
  count === definition.rows.length ? [] : [`${count} rows and not ${definition.rows.length}`];

/** rows.csv */
export function compareCsv(definition: FigureDefinition, file: string): Differences {
  const [names = [], ...lines] = parse(file);
  const constants = { figure_id: definition.id, publication: String(definition.publication.number) };
  return [
    ...countRows(definition, lines.length),
    ...(new Set(names).size === names.length ? [] : ['two columns of one name']),
    ...Object.entries(constants).flatMap(([name, value]) =>
      lines.every((line) => line[names.indexOf(name)] === value) ? [] : [`${name} is not ${value}`],
    ),
    ...compareCells(definition, ({ row, column }, cell) => {
      const name = column.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
      const at = (suffix: string) => lines[row]?.[names.indexOf(`${name}${suffix}`)] ?? '';
      const [value, state] = [at(''), at('_state')];
      if (state !== '' && state !== 'reported')
        return value === '' ? describeMark(state, at('_least'), at('_most')) : `${state} with ${value}`;
      // Where a cell is text the column holds the text, with a sign before what a spreadsheet would reckon.
      if (cell?.kind === 'text') return `“${value.replace(/^'(?=[=+\-@])/, '')}”`;
      return value === '' ? '' : formatFigureNumber(value, at('_numerator'), at('_denominator'));
    }),
  ];
}

type JsonCell = {
  state?: string;
  least?: number;
  most?: number;
  value?: string;
  numerator?: string;
  denominator?: string;
  text?: string;
};

/** rows.json */
export function compareJson(definition: FigureDefinition, file: string): Differences {
  const { rows, figure, publication } = JSON.parse(file) as {
    figure: string;
    publication: { number: number };
    rows: { key: string; cells: Record<string, JsonCell | null> }[];
  };
  return [
    ...countRows(definition, rows.length),
    ...(figure === definition.id && publication.number === definition.publication.number
      ? []
      : [`${figure} of publication ${publication.number}`]),
    ...compareCells(definition, ({ row, key, column }) => {
      const found = rows[row];
      const cell = found?.cells[column];
      if (found?.key !== key) return `row ${found?.key}`;
      if (!cell) return '';
      if (cell.text !== undefined) return `“${cell.text}”`;
      if (cell.state !== 'reported')
        return cell.value === undefined
          ? describeMark(String(cell.state), cell.least, cell.most)
          : 'a mark with a value';
      return formatFigureNumber(cell.value ?? '', cell.numerator, cell.denominator);
    }),
  ];
}

const marks: Record<string, MissingValueMarker> = {
  Suppressed: 'suppressed',
  'No released figure': 'withheld',
  'Not available': 'not_available',
  'Not applicable': 'not_applicable',
  'Not yet reported': 'not_yet_reported',
};

/** A mark as a table of a page or frame says it; a range stands there twice, the second time for screen readers. */
function readMark(text: string): string | undefined {
  const [, range] =
    /^(([\d,]+)–([\d,]+))\s*(?:\2 to \3, given as a range|given as a range: \2 to \3)$/.exec(text) ?? [];
  return range ? `suppressed ${range.replaceAll(',', '')}` : marks[text];
}

/** What a cell of a page's table says. The exact number stands behind the printed one; both have to be the same. */
function readPageCell(html: string, cell: FigureCell | undefined): string {
  const text = readText(html);
  if (cell?.kind === 'text') return `“${text}”`;
  const [, exact, shown = ''] = /<data value="([^"]*)">([^<]*)<\/data>/.exec(html) ?? [];
  if (exact === undefined) return readMark(text) ?? text;
  if (readNumber(shown) !== printed(exact)) return `${shown} for ${exact}`;
  const [numerator, denominator] = numbersIn(text.slice(text.indexOf(shown) + shown.length));
  return formatFigureNumber(exact, numerator, denominator);
}

const readNumber = (text: string) => `${/^[−-]/.test(text) ? '-' : ''}${numbersIn(text)[0] ?? ''}`;

/** As `describeExactly`, with the parts of a percentage as they are printed. */
const describeOnPage = (cell: FigureCell | undefined) =>
  cell?.kind === 'number' && cell.numerator !== undefined && cell.denominator !== undefined
    ? formatFigureNumber(cell.value, printed(cell.numerator), printed(cell.denominator))
    : describeExactly(cell);

/** The table of a figure on a page or a receipt: the last one within the figure. */
export function compareTable(definition: FigureDefinition, html: string): Differences {
  const table = readLastTable(html);
  const { chart, rows } = definition;
  if (!table) return ['no table'];
  // A table without rows says so in one line.
  if (rows.length === 0) return /\d/.test(readText(table.flat().join(''))) ? ['a number and no row'] : [];
  const series = chart.kind === 'stacked' || chart.kind === 'statuses' ? chart.series : [];
  if (series.length <= rows.length) {
    return [
      ...countRows(definition, table.length),
      ...compareCells(
        definition,
        ({ row, at }, cell) => readPageCell(table[row]?.[at] ?? '', cell),
        describeOnPage,
      ),
    ];
  }
  // A figure of few bars with many parts has its table the other way round: a line for each part.
  const lines = definition.columns.filter(({ key }) => series.includes(key));
  return [
    ...(table.length === lines.length ? [] : [`${table.length} lines and not ${lines.length}`]),
    ...compareCells(
      definition,
      ({ row, column }, cell) => {
        const line = lines.findIndex(({ key }) => key === column);
        // The names of the bars are its head.
        if (line === -1) return describeOnPage(cell);
        return readPageCell(table[line]?.[row + 1] ?? '', cell);
      },
      describeOnPage,
    ),
  ];
}

/** The table in a frame for other sites: numbers as printed, without their parts. */
export function compareEmbedTable(definition: FigureDefinition, html: string): Differences {
  const table = readLastTable(html) ?? [];
  return [
    ...countRows(definition, table.length),
    ...compareCells(
      definition,
      ({ row, at }, cell) => {
        const text = readText(table[row]?.[at] ?? '');
        if (cell?.kind === 'text') return `“${text}”`;
        return readMark(text) ?? (text === '' ? '' : `=${readNumber(text)}`);
      },
      (cell) => (cell?.kind === 'number' ? `=${printed(cell.value)}` : describeExactly(cell)),
    ),
  ];
}

/** A line of values.csv. */
export type ValueLine = Record<
  'least' | 'most' | 'state' | 'value' | 'numerator' | 'denominator' | 'answer' | 'answers' | 'measure',
  string
>;

/** Every cell that has a receipt, against the line of open data that has the same receipt. */
export function compareValues(
  definition: FigureDefinition,
  lineOf: (receipt: string) => ValueLine | undefined,
): Differences {
  return compareCells(definition, ({ column }, cell) => {
    const receipt = readReceipt(cell);
    if (!cell || receipt === null) return describeExactly(cell);
    const line = lineOf(receipt);
    if (!line) return 'nothing';
    if (line.state !== 'reported') return describeMark(line.state, line.least, line.most);
    if (cell.kind === 'text') return cell.list?.code === line.answer ? describeExactly(cell) : line.answer;
    // Answers are counted one by one: "yes=3; no=2".
    const answers = new Map(line.answers.split('; ').map((part) => part.split('=') as [string, string]));
    const count = definition.chart.kind === 'stacked' ? answers.get(column) : undefined;
    if (count !== undefined) return formatFigureNumber(count);
    // Steps on a way count persons: of a percentage they show the part.
    if (definition.chart.kind === 'steps' && line.measure === 'percentage')
      return formatFigureNumber(line.numerator);
    // A share of nothing was reported, and is no percentage.
    if (line.value === '') return Number(line.denominator) === 0 ? 'not_applicable' : 'no value';
    return formatFigureNumber(line.value, line.numerator, line.denominator);
  });
}

/** The path of the receipt of a cell, where a published value stands behind it. */
export function readReceipt(cell: FigureCell | undefined): string | null {
  const path = cell?.kind === 'text' ? cell.path : cell?.receipt;
  return path?.startsWith('/values/') ? path : null;
}
