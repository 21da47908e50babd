import { formatFigureNumber } from '#server/domain/language/counted-nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { parseDecimal, serialiseDecimal } from '#server/domain/value/decimal.calculations.ts';
import type { FigureCell, FigureDefinition, FigureWords, TimeSeriesChart } from '../figure.types.ts';
import { describeFigureCell, formatFigureCell } from '../format-cell.ts';
import { formatNoteLetter } from '../note-letters.ts';
import { decideAxisUnit } from './nice-scale.ts';
import { getRowText } from './read-row.ts';

/** Returns what a mark of a time series says: the round, target or baseline of a row (its key), and its number. */
export function describeTimeSeriesRow(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  key: string,
  words: FigureWords,
): string {
  const row = figure.rows.find((one) => one.key === key);
  if (!row) return '';
  const name = getRowText(row, chart.label);
  if (chart.places[key]?.is === 'round') {
    const coverage = getRowText(row, chart.coverage);
    const who = figure.columns.find((column) => column.key === chart.coverage)?.label.toLowerCase() ?? '';
    const number = describeFigureCell(row.cells[chart.value], figure.unit, words);
    return `${name}: ${number}${coverage ? `; ${who}: ${coverage}` : ''}`;
  }
  const outcome = chart.outcomes?.[key];
  const verdict = outcome ? `; ${(words[outcome] ?? '').toLowerCase()}` : '';
  return `${name}: ${formatFigureCell(findTimeSeriesCell(figure, chart, key), figure.unit, words)}${verdict}`;
}

/** Returns the cell with the number of a row: of its target, or of its round or baseline. */
export function findTimeSeriesCell(
  { rows }: FigureDefinition,
  chart: TimeSeriesChart,
  key: string,
): FigureCell | undefined {
  const column = chart.places[key]?.is === 'target' ? chart.target : chart.value;
  return rows.find((row) => row.key === key)?.cells[column];
}

/** Formats the numbers of a time series whose axis ends at `max`, in the unit of that axis. */
export function createTimeSeriesFormat(unit: string, max: number) {
  const { divisor, word, letter } = decideAxisUnit(max);
  return {
    /** "persons, thousands". */
    unit: [unit, word ?? ''].filter(Boolean).join(', '),
    describeTick: (value: number) => formatNumber(value / divisor),
    /** The label of a number: with every digit and, if that is exact, shorter ("1.25m" for 1 250 000). */
    describeLabel: (cell: FigureCell | undefined): string[] => {
      if (cell?.kind !== 'number') return [];
      const short = letter && serialiseDecimal(parseDecimal(cell.value) / BigInt(divisor));
      const isExact = short && parseDecimal(short) * BigInt(divisor) === parseDecimal(cell.value);
      return [formatFigureNumber(cell.value, unit), ...(isExact ? [`${formatNumber(short)}${letter}`] : [])];
    },
  };
}

/** Lists the rounds before which a definition or a law changed, with the letters of the notes and what they say. */
export function listTimeSeriesBreaks({
  breaks,
}: TimeSeriesChart): { row: string; letter: string; say: string }[] {
  return [...new Set(breaks.map(({ row }) => row))].map((row) => ({
    row,
    letter: breaks.map((each, index) => (each.row === row ? formatNoteLetter(index) : '')).join(''),
    say: breaks.flatMap((each) => (each.row === row ? [each.text] : [])).join(' '),
  }));
}
