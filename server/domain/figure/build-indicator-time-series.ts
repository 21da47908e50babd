import { formatUnit, measureRules } from '../value/measures.ts';
import { decideTargets, type TargetVerdict } from '#server/domain/finding/year-verdict.rules.ts';
import { describeTimeSeries } from '#server/domain/finding/time-series-words.ts';
import {
  isFlow,
  formatCoverage,
  formatReporters,
  describeRound,
  shortenRound,
} from '#server/domain/finding/figure-words.ts';
import type {
  PublicIndicator,
  PublicRound,
  RoundFigure,
} from '#server/domain/finding/public-figure.types.ts';
import { formatLowerFirst } from '#server/domain/finding/sentence-parts.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { buildFigureCell, buildRegionPlace } from './figure-cells.ts';
import type {
  TimeSeriesChart,
  FigureCell,
  FigureColumn,
  FigureDefinition,
  FigureRow,
} from './figure.types.ts';
import { formatNoteLetter } from './note-letters.ts';

export type PublicationOf = FigureDefinition['publication'];

/** A change in what is counted, which breaks the series; see published.comparability_note. */
export type ComparabilityNote = {
  /** Null if it applies to everybody. */
  reporter: string | null;
  /** The first round that is different; null if from the start. */
  round: string | null;
  kind: string;
  note: string;
};

export type TimeSeriesInput = {
  publication: PublicationOf;
  indicator: PublicIndicator;
  rounds: readonly PublicRound[];
  region: readonly RoundFigure[];
  notes: readonly ComparabilityNote[];
};

export const formatSourceLine = ({ reportedBy }: Pick<PublicIndicator, 'reportedBy'>): string =>
  reportedBy === 'register'
    ? 'the tracker’s own records of activities and reports'
    : 'accepted reports, put together by the rule of the indicator';

/** Lists the notes that every figure of an indicator needs before it is compared with anything. */
export function listOverlapNotes(indicator: PublicIndicator): string[] {
  if (!indicator.crossBorderOverlap && indicator.aggregation !== 'sum_of_reports') return [];
  const unit = indicator.unit === '%' ? (indicator.personCount ? 'persons' : 'cases') : indicator.unit;
  return [
    `Sum of reports, not unique ${unit}: two states may report the same ${indicator.personCount ? 'person' : 'case'}, for instance where one finds and the other receives.`,
  ];
}

/**
 * Builds the time series of the regional figure over the rounds, with targets, baseline and breaks in
 * between.
 */
export function buildIndicatorTimeSeries(input: TimeSeriesInput): FigureDefinition {
  const { publication, indicator, rounds, region, notes } = input;
  const flow = isFlow(indicator.aggregation);
  const byRound = new Map(region.map((figure) => [figure.round, figure]));
  const covered = region.some((figure) => formatCoverage(indicator.reportedBy, figure) !== null);
  const noted = region.some(({ note }) => note);
  const hasTargets = indicator.targets.length > 0;
  const breaks = listBreaks(rounds, notes);
  const definitions = notes.flatMap(({ kind, round }) => (kind === 'definition' && round ? [round] : []));
  const verdicts = new Map(
    decideTargets(indicator, rounds, region, definitions).map((verdict) => [verdict.target.year, verdict]),
  );
  const placed = [
    ...(indicator.baseline ? [placeBaseline(indicator.baseline)] : []),
    ...rounds.map((round) => placeRound(indicator, round, byRound.get(round.code), { covered, noted })),
    ...indicator.targets.map((target) => placeTarget(target, flow, verdicts.get(target.year))),
  ].sort((a, b) => a.place.end.localeCompare(b.place.end) || order[a.place.is] - order[b.place.is]);
  const newest = region.at(-1);
  const columns: FigureColumn[] = [
    { key: 'when', label: 'Round', numeric: false },
    { key: 'figure', label: nameFigure(indicator, flow), numeric: true },
    ...(hasTargets
      ? [
          {
            key: 'target',
            label: flow ? 'Target for the year' : 'Target for the end of the year',
            numeric: true,
          },
        ]
      : []),
    ...(verdicts.size > 0 ? [{ key: 'outcome', label: 'Outcome', numeric: false }] : []),
    ...(covered ? [{ key: 'reports', label: formatReporters(indicator.reportedBy), numeric: false }] : []),
    ...(noted ? [{ key: 'note', label: 'Note', numeric: false }] : []),
  ];
  return {
    id: `${indicator.code}.course`,
    title: `${indicator.title}: ${formatLowerFirst(describeTimeSeries(indicator, rounds, region))}`,
    summary: `${indicator.code} ${indicator.title}: the regional figure by round${hasTargets ? ', with targets' : ''}`,
    path: `/indicators/${indicator.code}`,
    unit: formatUnit(indicator),
    source: formatSourceLine(indicator),
    coverage: newest ? (formatCoverage(indicator.reportedBy, newest) ?? '') : '',
    notes: [
      ...breaks.map(({ text }, index) => `${formatNoteLetter(index)}: ${text}`),
      ...notes.filter(({ round }) => round === null).map((note) => describeNote(note)),
      ...listOverlapNotes(indicator),
      ...(flow && hasTargets
        ? [
            `The bar of a year adds up its rounds, so that its top can be held against the target of that year.${
              indicator.personCount ? ' A person may be counted in several rounds.' : ''
            } A report that is missing is not a zero: under each round is how many reports are in it.`,
          ]
        : []),
    ],
    publication,
    columns,
    rows: placed.map(({ row }) => row),
    chart: {
      kind: 'course',
      label: 'when',
      shape: flow ? 'flow' : 'level',
      value: 'figure',
      target: 'target',
      coverage: covered ? 'reports' : null,
      places: Object.fromEntries(placed.map(({ row, place }) => [row.key, place])),
      limit: measureRules[indicator.measure].limit,
      whole: measureRules[indicator.measure].isWhole,
      breaks,
      outcomes: Object.fromEntries(
        [...verdicts].flatMap(([year, { outcome }]) =>
          outcome === 'met' || outcome === 'missed' ? [[`target-${year}`, outcome] as const] : [],
        ),
      ),
      startsAnew: flow ? rounds.flatMap(({ code }) => (definitions.includes(code) ? [code] : [])) : [],
    },
  };
}

const order = { baseline: 0, round: 1, target: 2 } as const;

type Place = TimeSeriesChart['places'][string];
type Placed = { row: FigureRow; place: Place };

const nameFigure = ({ measure, unit }: PublicIndicator, flow: boolean): string =>
  `${measureRules[measure].name ?? formatUpperFirst(unit)}${flow ? ' in the round' : ''}`;

function placeRound(
  indicator: PublicIndicator,
  round: PublicRound,
  figure: RoundFigure | undefined,
  { covered, noted }: { covered: boolean; noted: boolean },
): Placed {
  const cells: Record<string, FigureCell> = {
    when: { kind: 'text', text: round.title, list: { name: 'round', code: round.code } },
  };
  // A round without any row of the indicator: it was not asked for then.
  cells['figure'] = figure
    ? buildFigureCell(figure, buildRegionPlace(indicator.code))
    : { kind: 'none', mark: 'not_applicable', reason: 'Not asked for in this round.' };
  if (covered && figure && figure.contributing !== null && figure.expected !== null) {
    cells['reports'] = { kind: 'text', text: `${figure.contributing} of ${figure.expected}` };
  }
  if (noted && figure?.note) cells['note'] = { kind: 'text', text: figure.note };
  return {
    row: { key: round.code, cells },
    place: {
      is: 'round',
      start: round.periodStart,
      end: round.periodEnd,
      short: shortenRound(round.code),
    },
  };
}

const yearPlace = (is: 'target' | 'baseline', year: number): Place => ({
  is,
  start: `${year}-01-01`,
  end: `${year}-12-31`,
  short: String(year),
});

const placeTarget = (
  { year, value }: { year: number; value: string },
  flow: boolean,
  verdict: TargetVerdict | undefined,
): Placed => ({
  row: {
    key: `target-${year}`,
    cells: {
      when: { kind: 'text', text: flow ? `Target for ${year}` : `Target for the end of ${year}` },
      target: { kind: 'number', value },
      ...(verdict ? { outcome: { kind: 'text', text: formatUpperFirst(verdict.words) } as const } : {}),
    },
  },
  place: yearPlace('target', year),
});

const placeBaseline = ({ year, value }: { year: number; value: string }): Placed => ({
  row: {
    key: `baseline-${year}`,
    cells: { when: { kind: 'text', text: `Baseline, ${year}` }, figure: { kind: 'number', value } },
  },
  place: yearPlace('baseline', year),
});

/** Lists the breaks between two rounds of the publication, in order of time. */
function listBreaks(
  rounds: readonly PublicRound[],
  notes: readonly ComparabilityNote[],
): TimeSeriesChart['breaks'] {
  return rounds.flatMap((round) =>
    notes
      .filter((note) => note.round === round.code)
      .map((note) => ({ row: round.code, text: describeNote(note, round) })),
  );
}

const kinds: Record<string, string> = {
  definition: 'definition changed',
  law: 'law changed',
  method: 'method changed',
  source: 'source changed',
};

/** Formats a note: "From the first half of 2025, Thailand, law changed: …". */
export function describeNote({ reporter, kind, note }: ComparabilityNote, round?: PublicRound): string {
  const when = round ? `From ${describeRound(round)}` : 'Throughout';
  const what = round ? (kinds[kind] ?? kind) : kind;
  return `${[when, reporter, what].filter(Boolean).join(', ')}: ${note}`;
}
