import { calculateWhole, formatNumber, formatRange } from '../language/number-format.ts';
import { findRange, type RangeLimits } from '../value/count-range.ts';
import { formatUnit, type Measure } from '../value/measures.ts';
import type { FigureCell, FigureDefinition, MissingValueMarker } from '../figure/figure.types.ts';
import { formatFigureNumber } from '../language/counted-nouns.ts';
import type { RoundFigure } from '../finding/public-figure.types.ts';
import { calculateColumnWidths } from './column-widths.ts';
import { figure as markWords } from '../language/messages/en/figure.ts';
import {
  describeCell,
  type DocumentBlock,
  type DocumentCell,
  type DocumentColumn,
  type DocumentFigure,
  type DocumentHeading,
  type DocumentParagraph,
  type DocumentRow,
  type DocumentRun,
  type DocumentSection,
  type DocumentTable,
} from './document.types.ts';
import type { ResolvedBlock, ResolvedRun } from './narrative.rules.ts';
import { countStatuses, type StatusCounts } from '../plan/activity-status.calculations.ts';
import type {
  EditionFacts,
  FactActivity,
  FactIndicator,
  OwnReport,
  ReviewFacts,
} from './edition-facts.types.ts';
import { describeActivityStatus } from '../finding/describe-status.ts';
import type { EditionRule } from './edition.rules.ts';

type NewTable = Omit<DocumentTable, 'kind' | 'number' | 'notes'> & { notes?: string[] };

/**
 * Creates a composer that assembles a document block by block and numbers its headings, tables and figures.
 * Something that is referred to before it is added is announced first (`expect`), and gets its number when it
 * is added.
 */
export function createComposer() {
  const sections: DocumentSection[] = [];
  const counters = [0, 0, 0];
  let tables = 0;
  let figures = 0;
  const labels = new Map<string, string>();
  const waiting: (Extract<DocumentRun, { kind: 'reference' }> | { id: string; label: string })[] = [];

  const add = (block: DocumentBlock) => {
    if (sections.length === 0) sections.push({ orientation: 'portrait', blocks: [] });
    sections.at(-1)?.blocks.push(block);
  };

  const addFigure = (
    definition: FigureDefinition,
    id: string,
    table: DocumentFigure['table'],
    more: Pick<DocumentFigure, 'half'>,
  ) => {
    figures += 1;
    labels.set(id, `Figure ${figures}`);
    const printed = withWholeMoney(definition);
    add({
      kind: 'figure',
      id,
      number: figures,
      title: printed.title,
      alternative: `${printed.title}. ${printed.summary}.`,
      definition: withoutPublication(printed),
      ...more,
      table,
    });
  };

  return {
    /** Starts pages of an orientation; continues if it is the same. */
    turn(orientation: DocumentSection['orientation']) {
      if (sections.at(-1)?.orientation !== orientation) sections.push({ orientation, blocks: [] });
    },
    heading(level: DocumentHeading['level'], id: string, text: string) {
      counters[level - 1] = (counters[level - 1] ?? 0) + 1;
      counters.fill(0, level);
      const number = counters.slice(0, level).join('.');
      labels.set(id, `section ${number}`);
      add({ kind: 'heading', id, level, number, text });
    },
    say(text: string | DocumentRun[], style: DocumentParagraph['style'] = 'body') {
      const runs: DocumentRun[] = typeof text === 'string' ? [{ kind: 'text', text }] : text;
      if (runs.some((run) => run.kind !== 'text' || run.text !== '')) {
        add({ kind: 'paragraph', style, runs });
      }
    },
    list(items: (string | DocumentRun[])[]) {
      if (items.length === 0) return;
      add({
        kind: 'list',
        items: items.map((item) => (typeof item === 'string' ? [{ kind: 'text', text: item }] : item)),
      });
    },
    narrative(blocks: readonly ResolvedBlock[] | undefined) {
      const read = (runs: readonly ResolvedRun[]): DocumentRun[] =>
        runs.map(({ text, strong }) => ({ kind: 'text', text, ...(strong ? { strong } : {}) }));
      for (const block of blocks ?? []) {
        add(
          block.kind === 'list'
            ? { kind: 'list', items: block.items.map(read) }
            : { kind: 'paragraph', style: 'words', runs: read(block.runs) },
        );
      }
    },
    /** Returns a reference to something that has a label by the end. */
    refer(id: string): DocumentRun {
      const run = { kind: 'reference' as const, to: id, label: '' };
      waiting.push(run);
      return run;
    },
    table({ notes = [], ...table }: NewTable) {
      tables += 1;
      labels.set(table.id, `Table ${tables}`);
      const columns = calculateColumnWidths(
        table.columns,
        table.rows,
        sections.at(-1)?.orientation ?? 'portrait',
      );
      add({ kind: 'table', number: tables, notes, ...table, columns });
    },
    /** Adds a figure whose numbers are in the table `table`, which comes before or after it. */
    figure(definition: FigureDefinition, id: string, table: string, more: Pick<DocumentFigure, 'half'> = {}) {
      const place = { id: table, label: '' };
      waiting.push(place);
      addFigure(definition, id, place, more);
    },
    /** Adds a figure that has its numbers written in it. */
    chart(definition: FigureDefinition, id: string, more: Pick<DocumentFigure, 'half'> = {}) {
      addFigure(definition, id, null, more);
    },
    /** Returns all sections, with every reference resolved. Throws if a reference leads nowhere. */
    finish(): DocumentSection[] {
      for (const place of waiting) {
        const id = 'to' in place ? place.to : place.id;
        const label = labels.get(id);
        if (label === undefined) throw new Error(`Nothing in the document is called ${id}.`);
        place.label = label;
      }
      return sections.filter(({ blocks }) => blocks.length > 0);
    },
  };
}

export type Composer = ReturnType<typeof createComposer>;

/**
 * Removes the number and time of the publication from a figure, which its drawing does not show: so a draft
 * made before the publication equals one made after it.
 */
function withoutPublication(figure: FigureDefinition): FigureDefinition {
  const { round, roundTitle } = figure.publication;
  return {
    ...figure,
    publication: { number: 0, title: '', publishedAt: '', round, roundTitle },
    rows: figure.rows.map(({ key, cells }) => ({
      key,
      cells: Object.fromEntries(
        Object.entries(cells).map(([name, cell]): [string, FigureCell] => {
          if (cell.kind === 'text') return [name, cell];
          const { receipt: _, ...said } = cell;
          return [name, said];
        }),
      ),
    })),
  };
}

/** Writes a figure of money in whole units, as the tables of a report do: in its words and in its drawing. */
export function withWholeMoney(figure: FigureDefinition): FigureDefinition {
  if (!currency.test(figure.unit)) return figure;
  const say = (words: string) =>
    words.replaceAll(/\d[\d,]*\.\d+/g, (number) => formatNumber(number.replaceAll(',', ''), { decimals: 0 }));
  return {
    ...figure,
    title: say(figure.title),
    summary: say(figure.summary),
    rows: figure.rows.map(({ key, cells }) => ({
      key,
      cells: Object.fromEntries(
        Object.entries(cells).map(([name, cell]): [string, FigureCell] => [
          name,
          cell.kind === 'number' ? { ...cell, value: calculateWhole(cell.value) } : cell,
        ]),
      ),
    })),
  };
}

export const buildColumn = (
  key: string,
  label: string,
  width: number,
  align: DocumentColumn['align'] = 'left',
): DocumentColumn => ({ key, label, width, align });

export const buildTextCell = (
  words: string,
  more: Omit<Extract<DocumentCell, { kind: 'text' }>, 'kind' | 'text'> = {},
): DocumentCell => ({
  kind: 'text',
  text: words,
  ...more,
});

/** Returns the cell of an activity's status: its word, in its colour, and the round of an earlier report. */
export function buildStatusCell(
  { statuses }: Pick<EditionFacts, 'statuses'>,
  { stand }: Pick<FactActivity, 'stand'>,
): Extract<DocumentCell, { kind: 'text' }> {
  const { label, mark } = describeActivityStatus(stand, statuses);
  const symbol = mark === '' ? {} : { symbol: mark };
  return stand.carriedFrom === null
    ? { kind: 'text', text: label, ...symbol }
    : { kind: 'text', lead: label, text: `report for ${stand.carriedFrom}`, ...symbol };
}

/** Returns the cell of a figure without a number: its range, or the word for why there is none. */
export function buildMissingValueCell(state: MissingValueMarker, limits: RangeLimits = {}): DocumentCell {
  const range = findRange(limits);
  return { kind: 'mark', mark: state, shown: range ? formatRange(range) : markWords[state].toLowerCase() };
}

/** Returns a cell with a number in the format of the public pages, and with money in whole units. */
export function buildNumberCell(value: string, unit: string): DocumentCell {
  const isMoney = currency.test(unit);
  return {
    kind: 'number',
    value,
    shown: isMoney ? formatNumber(value, { decimals: 0 }) : formatFigureNumber(value, unit),
    format: unit === '%' ? 'percent' : value.includes('.') && !isMoney ? 'decimal' : 'whole',
  };
}

/** A unit of money: "USD". */
const currency = /^[A-Z]{3}$/;

/** Returns the cell of a round's figure: its number, or the word for why there is none. */
export function buildFigureCell(
  {
    measure,
    unit,
    choices,
  }: { measure: Measure; unit: string; choices: readonly { code: string; label: string }[] },
  figure: RoundFigure | undefined,
): DocumentCell {
  if (!figure) return buildMissingValueCell('not_yet_reported');
  if (figure.state !== 'reported') return buildMissingValueCell(figure.state, figure);
  if (figure.choice !== null) {
    return buildTextCell(choices.find(({ code }) => code === figure.choice)?.label ?? figure.choice);
  }
  if (figure.value === null) return buildTextCell('nothing to count');
  return buildNumberCell(figure.value, formatUnit({ measure, unit }));
}

/** Returns a cell of a figure's own table. */
function drawnCell(cell: FigureCell | undefined, unit: string): DocumentCell {
  if (!cell) return buildTextCell('');
  if (cell.kind === 'text') return buildTextCell(cell.text, cell.mark ? { symbol: cell.mark } : {});
  if (cell.kind === 'none') return buildMissingValueCell(cell.mark, cell);
  return buildNumberCell(cell.value, cell.unit ?? unit);
}

/** Letters up to which a text column is as wide as its longest text. Of longer texts, which wrap, a fifth counts. */
const widest = 26;
const longest = 120;

/** Returns the share of a column by its longest text; the label of a column of numbers wraps between its words. */
function measureColumn(label: string, cells: readonly DocumentCell[], isNumeric: boolean): number {
  const labels = isNumeric ? label.split(' ') : [label];
  const length = Math.max(...[...labels, ...cells.map(describeCell)].map((text) => text.length));
  return Math.min(widest, length) + Math.max(0, Math.min(length, longest) - widest) / 5 + 3;
}

/** Builds the table of a figure: its rows, as the pages show them below it. */
export function buildFigureTable({
  columns,
  rows,
  unit,
  notes,
}: FigureDefinition): Pick<DocumentTable, 'columns' | 'rows' | 'notes'> {
  const drawn = rows.map(({ cells }) => columns.map(({ key }) => drawnCell(cells[key], unit)));
  return {
    columns: columns.map(({ key, label, numeric }, at) => {
      const cells = drawn.flatMap((row) => row[at] ?? []);
      return buildColumn(key, label, measureColumn(label, cells, numeric), numeric ? 'right' : 'left');
    }),
    rows: drawn.map((cells): DocumentRow => ({ cells })),
    notes,
  };
}

/** The subject of a document, within the facts of its audience. */
export type DocumentScope = {
  edition: EditionRule;
  /** Empty for the whole plan. */
  code: string;
  /** Its name: "Cambodia", "Trafficking into online scam operations". */
  name: string;
  /** The report of the state itself; null in every other edition. */
  own: OwnReport | null;
  /** What was learned; null except in the mid-term review. */
  review: ReviewFacts | null;
};

/** The facts, narrowed to the scope. */
export type ScopedFacts = EditionFacts & { scope: DocumentScope };

/** Narrows facts to the activities and indicators that an edition is about. */
export function filterFacts(
  { activities, indicators }: Pick<EditionFacts, 'activities' | 'indicators'>,
  { edition, code }: DocumentScope,
): { activities: FactActivity[]; indicators: FactIndicator[] } {
  const holds: Record<NonNullable<EditionRule['scope']>, (activity: FactActivity) => boolean> = {
    lens: ({ lenses }) => lenses.includes(code),
    state: ({ states }) => states.length === 0 || states.includes(code),
    body: ({ lead, cooperating }) => lead === code || cooperating.includes(code),
    partner: ({ partners }) => partners.includes(code),
  };
  if (edition.scope === null) return { activities, indicators };
  const kept = activities.filter(holds[edition.scope]);
  const codes = new Set(kept.map((activity) => activity.code));
  return {
    activities: kept,
    indicators: indicators.filter((indicator) =>
      edition.scope === 'lens'
        ? indicator.lenses.includes(code)
        : edition.scope === 'state'
          ? indicator.reportedBy !== 'bodies'
          : indicator.activity !== null && codes.has(indicator.activity),
    ),
  };
}

/** Counts these activities by status. */
export const countActivities = (activities: readonly FactActivity[]): StatusCounts =>
  countStatuses(activities.map(({ stand }) => stand));

/** Whether something is written in a section of the report: then its own words open the chapter. */
export const isWritten = ({ narrative }: Pick<EditionFacts, 'narrative'>, section: string): boolean =>
  (narrative[section]?.length ?? 0) > 0;

/** Lists the activities with a status that means late. */
export const listLate = ({ activities, statuses }: Pick<EditionFacts, 'activities' | 'statuses'>) => {
  const late = new Set(statuses.filter(({ isLate }) => isLate).map(({ code }) => code));
  return activities.filter(({ stand }) => stand.status !== null && late.has(stand.status));
};
