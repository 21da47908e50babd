import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { getAnswerKind, formatUnit, measureRules } from '../value/measures.ts';
import { describeBreakdown, describeReleased } from '#server/domain/finding/time-series-words.ts';
import { isFlow, formatCoverage, describeRound } from '#server/domain/finding/figure-words.ts';
import type { Choice, PublicIndicator, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { formatLowerFirst } from '#server/domain/finding/sentence-parts.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import { findRange } from '../value/count-range.ts';
import type { CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import { type TimeSeriesInput, listOverlapNotes, formatSourceLine } from './build-indicator-time-series.ts';
import { buildFigureCell, buildRegionPlace, buildUnreleasedCell } from './figure-cells.ts';
import type { FigureCell, FigureColumn, FigureDefinition, FigureRow } from './figure.types.ts';
import type { StatusSymbolName } from './symbol-shapes.ts';

/** A potential reporter: its own public figures, and the rounds for which it has reported at all. */
export type ReporterInput = {
  code: string;
  kind: 'state' | 'body';
  name: string;
  figures: readonly RoundFigure[];
  coverage: Readonly<Record<string, CoverageState>>;
};

type Parts = Omit<TimeSeriesInput, 'notes'>;

/** Returns the id of a breakdown: "I-B3.sex". */
export const buildBreakdownId = (indicator: string, dimension: string): string =>
  `${indicator}.${dimension.replaceAll('_', '-')}`;

/** Lists the ids of all figures that an indicator can have, in the order of its page. */
export const listIndicatorFigureIds = (
  indicator: string,
  dimensions: readonly { code: string }[],
): string[] => [
  ...['course', 'answers', 'by-state'].map((part) => `${indicator}.${part}`),
  ...dimensions.map(({ code }) => buildBreakdownId(indicator, code)),
];

const byRoundOf = (figures: readonly RoundFigure[]) =>
  new Map(figures.map((figure) => [figure.round, figure]));

const roundColumns = (rounds: Parts['rounds'], numeric: boolean): FigureColumn[] =>
  rounds.map(({ code }) => ({ key: code, label: code, numeric }));

export const buildReporterPath = ({ kind, code }: Pick<ReporterInput, 'kind' | 'code'>): string =>
  kind === 'state' ? `/states/${code.toLowerCase()}` : `/bodies/${encodeURIComponent(code)}`;

/** Builds the figures of single reporters. Null if none has released its own. */
export function buildIndicatorByState(
  { publication, indicator, rounds }: Parts,
  reporters: readonly ReporterInput[],
): FigureDefinition | null {
  const released = reporters.filter(({ figures }) => figures.length > 0);
  if (released.length === 0) return null;
  // Bodies are counted only with a figure, because few are asked.
  const asked = reporters.filter(
    ({ kind, figures }) => figures.length > 0 || (kind === 'state' && indicator.reportedBy !== 'bodies'),
  );
  const answers = buildAnswerLabels(indicator.choices);
  const onlyStates = asked.every(({ kind }) => kind === 'state');
  const isChoice = getAnswerKind(indicator.measure) === 'choice';
  const rows = released.map(
    (reporter): FigureRow => ({
      key: reporter.code,
      cells: {
        who: {
          kind: 'text',
          text: reporter.kind === 'state' ? reporter.name : reporter.code,
          path: buildReporterPath(reporter),
          ...(reporter.kind === 'state' ? { list: { name: 'state', code: reporter.code } } : {}),
        },
        ...listOwnCells(indicator.code, rounds, reporter, { answer: answers }),
      },
    }),
  );
  const shown = released.filter((_, at) => hasFigure(rows[at], rounds));
  return {
    id: `${indicator.code}.by-state`,
    title: `${indicator.title}: ${describeReleased(shown.map(({ kind }) => kind))}`,
    summary: `${indicator.code} ${indicator.title}: released figures of single ${onlyStates ? 'states' : 'reporters'} by round, in the order of the alphabet`,
    path: `/indicators/${indicator.code}`,
    unit: isChoice ? '' : formatUnit(indicator),
    source: 'accepted reports, released by the reporter',
    coverage: `${shown.length} of ${formatCount(asked.length, onlyStates ? 'states' : 'reporters')} with a figure of ${asked.length === 1 ? 'its' : 'their'} own`,
    notes: [
      'In alphabetical order, all on the same scale from zero. Laws, systems and populations differ, so states cannot be compared.',
      ...listMarkedNote(released.length - shown.length, onlyStates ? 'states' : 'reporters'),
      ...listSilentNote(asked.length - released.length, onlyStates),
      ...listOverlapNotes(indicator),
    ],
    publication,
    columns: [
      { key: 'who', label: onlyStates ? 'State' : 'Reporter', numeric: false },
      ...roundColumns(rounds, !isChoice),
    ],
    rows,
    chart: {
      kind: 'multiples',
      label: 'who',
      series: rounds.map(({ code }) => code),
      shape: isFlow(indicator.aggregation) ? 'flow' : 'level',
      scale: 'shared',
      limit: measureRules[indicator.measure].limit,
      unit: null,
    },
  };
}

/** Whether a row has anything to read in its rounds: a number, an answer or a range, and not marks alone. */
export const hasFigure = (row: FigureRow | undefined, rounds: Parts['rounds']): boolean =>
  rounds.some(({ code }) => {
    const cell = row?.cells[code];
    return cell !== undefined && (cell.kind !== 'none' || findRange(cell) !== null);
  });

/** How many rows have marks alone, so that they are not counted among those with a figure. */
export const listMarkedNote = (count: number, things: 'states' | 'reporters' | 'figures'): string[] =>
  count === 0 ? [] : [`${formatCount(count, things, 'are')} shown with marks alone, which say why.`];

/** How many are left out because they released nothing; an empty picture of each would say the same at length. */
const listSilentNote = (count: number, onlyStates: boolean): string[] =>
  count === 0
    ? []
    : [
        `${formatCount(count, onlyStates ? 'states' : 'reporters')} released nothing and ${count === 1 ? 'is' : 'are'} left out here: ${count === 1 ? 'it counts' : 'they count'} in regional totals only, or not at all.`,
      ];

/** Returns the cells of one reporter: its own public figures and, for other rounds, why there is none. */
export function listOwnCells(
  indicator: string,
  rounds: Parts['rounds'],
  reporter: Pick<ReporterInput, 'code' | 'figures' | 'coverage'>,
  options: Parameters<typeof buildFigureCell>[2],
): Record<string, FigureCell> {
  const byRound = byRoundOf(reporter.figures);
  return Object.fromEntries(
    rounds.map(({ code }) => {
      const figure = byRound.get(code);
      const place = { indicator, scope: reporter.code, dimension: null, category: null };
      return [
        code,
        figure ? buildFigureCell(figure, place, options) : buildUnreleasedCell(reporter.coverage[code]),
      ] as const;
    }),
  );
}

/**
 * Builds the regional figure broken down by one dimension, with its total. Null if the publication has no
 * such cell.
 */
export function buildIndicatorBreakdown(
  { publication, indicator, rounds, region }: Parts,
  dimension: PublicIndicator['dimensions'][number],
  cells: readonly { dimension: string; category: string; figures: readonly RoundFigure[] }[],
): FigureDefinition | null {
  const parts = dimension.categories.flatMap(({ code, name }) => {
    const cell = cells.find((each) => each.dimension === dimension.code && each.category === code);
    return cell ? [{ code, name, byRound: byRoundOf(cell.figures) }] : [];
  });
  const newest = rounds.at(-1);
  if (parts.length === 0 || !newest) return null;
  const total = byRoundOf(region);
  const before = rounds.at(-2);
  const figure = total.get(newest.code);
  return {
    id: buildBreakdownId(indicator.code, dimension.code),
    title: `${indicator.title}, ${describeBreakdown(
      indicator,
      dimension.name,
      newest,
      parts.map(({ name, byRound }) => ({ name, figure: byRound.get(newest.code) })),
    )}`,
    summary: `${indicator.code} ${indicator.title}: the regional figure by ${formatLowerFirst(dimension.name)} and round`,
    path: `/indicators/${indicator.code}`,
    unit: formatUnit(indicator),
    source: formatSourceLine(indicator),
    coverage: figure ? (formatCoverage(indicator.reportedBy, figure) ?? '') : '',
    notes: [
      'Parts can add up to less than the total if a report had no breakdown. Parts of different splits overlap.',
      ...listOverlapNotes(indicator),
    ],
    publication,
    columns: [
      {
        key: 'part',
        label: dimension.name,
        list: { name: 'dimension', code: dimension.code },
        numeric: false,
      },
      ...roundColumns(rounds, true),
    ],
    rows: [
      ...parts.map(({ code, name, byRound }) => ({
        key: code,
        cells: {
          part: {
            kind: 'text',
            text: name,
            list: { name: 'category', code: `${dimension.code}=${code}` },
          } as const,
          ...regionCells(indicator.code, rounds, byRound, {
            dimension: dimension.code,
            category: code,
          }),
        },
      })),
      {
        key: 'total',
        cells: {
          part: { kind: 'text', text: 'Total' } as const,
          ...regionCells(indicator.code, rounds, total, { dimension: null, category: null }),
        },
      },
    ],
    chart: {
      kind: 'bars',
      label: 'part',
      value: newest.code,
      before: before?.code ?? null,
      limit: measureRules[indicator.measure].limit,
    },
  };
}

function regionCells(
  indicator: string,
  rounds: Parts['rounds'],
  byRound: ReadonlyMap<string, RoundFigure>,
  cell: { dimension: string | null; category: string | null },
): Record<string, FigureCell> {
  return Object.fromEntries(
    rounds.flatMap(({ code }) => {
      const figure = byRound.get(code);
      return figure ? [[code, buildFigureCell(figure, { indicator, scope: 'region', ...cell })]] : [];
    }),
  );
}

/**
 * Builds the figure of how many states gave each answer, round by round: how many, never which. Null if none
 * is shown.
 */
export function buildIndicatorAnswers({
  publication,
  indicator,
  rounds,
  region,
}: Parts): FigureDefinition | null {
  const byRound = byRoundOf(region);
  const newest = region.findLast(({ state, distribution }) => state === 'reported' && distribution);
  const round = rounds.find(({ code }) => code === newest?.round);
  if (getAnswerKind(indicator.measure) !== 'choice' || !newest?.distribution || !round) return null;
  const { distribution } = newest;
  const answers = buildAnswerLabels(indicator.choices);
  const said = indicator.choices.map(
    ({ code, label }) => `${distribution[code] ?? 0} ${formatLowerFirst(label)}`,
  );
  return {
    id: `${indicator.code}.answers`,
    title: `${indicator.title}: ${formatList(said)} in ${describeRound(round)}`,
    summary: `${indicator.code} ${indicator.title}: how many states gave each answer, by round`,
    path: `/indicators/${indicator.code}`,
    unit: 'states',
    source: formatSourceLine(indicator),
    coverage: formatCoverage(indicator.reportedBy, newest) ?? '',
    notes: ['Which state gave which answer is shown only where the state has released it.'],
    publication,
    columns: [
      { key: 'round', label: 'Round', numeric: false },
      ...indicator.choices.map(({ code, label }) => ({
        key: code,
        label,
        list: { name: 'choice', code },
        mark: answers(code).mark,
        numeric: true,
      })),
      { key: 'silent', label: 'Not reporting', mark: 'unknown', numeric: true },
    ],
    rows: rounds.flatMap(({ code, title }) => {
      const figure = byRound.get(code);
      if (!figure) return [];
      return [
        {
          key: code,
          cells: {
            round: { kind: 'text', text: title, list: { name: 'round', code } } as const,
            ...answerCells(indicator, figure),
          },
        },
      ];
    }),
    chart: {
      kind: 'stacked',
      label: 'round',
      series: [...indicator.choices.map(({ code }) => code), 'silent'],
      scale: 'count',
    },
  };
}

function answerCells(indicator: PublicIndicator, figure: RoundFigure): Record<string, FigureCell> {
  const whole = buildFigureCell(figure, buildRegionPlace(indicator.code));
  const silent = Math.max((figure.expected ?? 0) - (figure.contributing ?? 0), 0);
  const of = (value: number): FigureCell =>
    whole.kind === 'number'
      ? {
          kind: 'number',
          value: String(value),
          ...(whole.receipt === undefined ? {} : { receipt: whole.receipt }),
        }
      : whole;
  return {
    ...Object.fromEntries(
      indicator.choices.map(({ code }) => [code, of(figure.distribution?.[code] ?? 0)] as const),
    ),
    silent: { kind: 'number', value: String(silent) },
  };
}

/**
 * Returns the label and fill of each answer: answers that count are full, others are emptier the further they
 * are from them in the list.
 */
export function buildAnswerLabels(
  choices: readonly Choice[],
): (code: string) => { text: string; mark: StatusSymbolName } {
  const counted = choices.filter(({ counts }) => counts);
  const others = choices.filter(({ counts }) => !counts);
  if (choices[0] && !choices[0].counts) others.reverse();
  const full: StatusSymbolName[] = ['solid', 'hatched', 'turn'];
  const partial: StatusSymbolName[] = ['half', 'dot', 'bars'];
  const marks = new Map<string, StatusSymbolName>([
    ...counted.map(({ code }, index) => [code, full[index] ?? 'solid'] as const),
    ...others.map(
      ({ code }, index) => [code, index === others.length - 1 ? 'empty' : (partial[index] ?? 'dot')] as const,
    ),
  ]);
  return (code) => ({
    text: choices.find((choice) => choice.code === code)?.label ?? code,
    mark: marks.get(code) ?? 'dot',
  });
}
