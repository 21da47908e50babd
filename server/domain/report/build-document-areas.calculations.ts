import { getAnswerKind, formatUnit } from '../value/measures.ts';
import { formatCoverage, getYear } from '../finding/figure-words.ts';
import { describePlanStatus } from '../finding/plan-findings.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import {
  countActivities,
  listLate,
  type ScopedFacts,
  type Composer,
  buildColumn,
  buildFigureCell,
  buildNumberCell,
  buildFigureTable,
  buildTextCell,
  buildStatusCell,
  isWritten,
} from './document-composer.ts';
import type { DocumentCell, DocumentColumn, DocumentRow } from './document.types.ts';
import type { FactActivity, FactIndicator } from './edition-facts.types.ts';
import { listLabelledWords } from './editorial-words.calculations.ts';
import { buildRows } from './table-rows.ts';
import {
  decideTargets,
  listDefinitionBreaks,
  outcomeWords,
  type TargetOutcome,
} from '../finding/year-verdict.rules.ts';

type Part = { id: string; name: string };

/** Adds a chapter for each thematic area that the edition covers. */
export function addAreas(composer: Composer, facts: ScopedFacts): void {
  const { areas, activities, indicators, objectives, statuses, scope, figures } = facts;
  for (const area of areas) {
    const own = activities.filter((activity) => activity.area === area.code);
    const measured = indicators.filter((indicator) => indicator.area === area.code);
    if (own.length + measured.length === 0) continue;
    composer.heading(1, `area-${area.code}`, `Area ${area.code}: ${area.title}`);
    if (!isWritten(facts, `area.${area.code}`)) {
      composer.say(
        `${formatUpperFirst(describePlanStatus(countActivities(own), statuses, 'in this area'))}.`,
        'finding',
      );
    }
    composer.narrative(facts.narrative[`area.${area.code}`]);
    const timeline = figures[`activities-by-round.${area.code}`];
    if (timeline && scope.edition.scope === null) {
      composer.figure(timeline, `figure-rounds-${area.code}`, `table-rounds-${area.code}`);
      composer.table({
        id: `table-rounds-${area.code}`,
        sheet: `Rounds ${area.code}`,
        title: `Activities of area ${area.code} by status, round by round`,
        ...buildFigureTable(timeline),
      });
    }
    composer.heading(2, `activities-${area.code}`, 'Activities');
    for (const objective of objectives.filter((each) => each.area === area.code)) {
      const written = facts.narrative[`objective.${objective.code}`];
      if (!written || written.length === 0) continue;
      composer.say([{ kind: 'text', text: `${objective.code} ${objective.title}`, strong: true }]);
      composer.narrative(written);
    }
    addActivityTable(composer, facts, own, area.code);
    if (measured.length > 0) {
      composer.heading(2, `indicators-${area.code}`, 'Indicators');
      addIndicatorTable(composer, facts, measured, { id: area.code, name: `area ${area.code}` });
      addTrends(composer, facts, measured, area.code);
    }
    composer.heading(2, `late-${area.code}`, 'What is delayed, and why');
    addLateTable(composer, facts, own, { id: area.code, name: `area ${area.code}` });
  }
}

function addActivityTable(composer: Composer, facts: ScopedFacts, own: FactActivity[], area: string): void {
  // An area may have indicators and no activity.
  if (own.length === 0) {
    composer.say('No activity belongs here.');
    return;
  }
  const { objectives } = facts;
  const rows = objectives
    .filter((objective) => objective.area === area)
    .flatMap((objective): DocumentRow[] => {
      const within = own.filter((activity) => activity.objective === objective.code);
      if (within.length === 0) return [];
      return [
        { group: `${objective.code} ${objective.title}` },
        ...within.map((activity) => ({
          cells: [
            buildTextCell(activity.code, { strong: true }),
            buildTextCell(activity.title),
            buildTextCell(activity.lead),
            buildStatusCell(facts, { stand: { ...activity.stand, carriedFrom: null } }),
            buildTextCell(describeRoundOf(activity, facts)),
          ],
        })),
      ];
    });
  if (facts.scope.edition.parts.includes('matrix')) {
    composer.say([
      { kind: 'text', text: 'How each activity stands. The whole matrix, with what was done, is in ' },
      composer.refer(`matrix-${area}`),
      { kind: 'text', text: '.' },
    ]);
  }
  composer.table({
    id: `table-activities-${area}`,
    sheet: `Activities ${area}`,
    title: `Activities of area ${area} and how they stand`,
    columns: [
      buildColumn('code', 'Code', 0.8),
      buildColumn('activity', 'Activity', 4.2),
      buildColumn('lead', 'Lead body', 1.2),
      buildColumn('status', 'Status', 2.4),
      buildColumn('round', 'As of', 0.9),
    ],
    rows,
  });
}

/** Names the round of a status. */
const describeRoundOf = ({ stand }: FactActivity, { round }: ScopedFacts): string =>
  stand.status === null ? '' : (stand.carriedFrom ?? round.code);

type IndicatorFacts = Pick<ScopedFacts, 'rounds' | 'breaks'>;

/** Lists the columns of a table of indicators: baseline, the last two rounds, target, result and coverage. */
export function listIndicatorColumns({ rounds }: IndicatorFacts): DocumentColumn[] {
  const [before, newest] = [rounds.at(-2), rounds.at(-1)];
  return [
    buildColumn('code', 'Code', 0.8),
    buildColumn('indicator', 'Indicator', 2.95),
    buildColumn('unit', 'Unit', 1.25),
    buildColumn('baseline', 'Baseline', 1.05, 'right'),
    ...(before ? [buildColumn('before', before.code, 1.25, 'right')] : []),
    ...(newest
      ? [
          buildColumn('now', newest.code, 1.25, 'right'),
          buildColumn('target', `Target ${getYear(newest)}`, 1.1, 'right'),
          buildColumn('result', 'Result', 0.9),
          buildColumn('coverage', 'Coverage', 1.4),
        ]
      : []),
  ];
}

/** Builds the row of an indicator in that table. */
export function buildIndicatorRow(indicator: FactIndicator, facts: IndicatorFacts): DocumentRow {
  const [before, newest] = [facts.rounds.at(-2), facts.rounds.at(-1)];
  const figureOf = (round: string) => indicator.region.find((figure) => figure.round === round);
  const amount = (value: string | undefined): DocumentCell =>
    value === undefined ? buildTextCell('') : buildNumberCell(value, formatUnit(indicator));
  const now = newest && figureOf(newest.code);
  const coverage = now ? formatCoverage(indicator.reportedBy, now) : null;
  const year = newest ? getYear(newest) : 0;
  return {
    cells: [
      buildTextCell(indicator.code, { strong: true }),
      buildTextCell(indicator.title),
      buildTextCell(indicator.unit),
      amount(indicator.baseline?.value),
      ...(before ? [buildFigureCell(indicator, figureOf(before.code))] : []),
      ...(newest
        ? [
            buildFigureCell(indicator, now),
            amount(indicator.targets.find((target) => target.year === year)?.value),
            buildResultCell(indicator, facts, year),
            buildTextCell(coverage?.replace(' reporting', '') ?? ''),
          ]
        : []),
    ],
  };
}

/** Adds the table of indicators with baseline, the last two rounds, target and coverage. */
export function addIndicatorTable(
  composer: Composer,
  facts: ScopedFacts,
  indicators: readonly FactIndicator[],
  part: Part,
): void {
  const counted = indicators.filter(({ measure }) => getAnswerKind(measure) !== 'text');
  const newest = facts.rounds.at(-1);
  if (!newest) return;
  if (counted.length === 0) {
    composer.say('No indicator with figures belongs here.');
    return;
  }
  const year = getYear(newest);
  composer.table({
    id: `table-indicators-${part.id}`,
    sheet: `Indicators ${part.id}`,
    title: `Indicators of ${part.name}, against baseline and target`,
    columns: listIndicatorColumns(facts),
    rows: counted.map((indicator) => buildIndicatorRow(indicator, facts)),
    notes: [
      ...(counted.some(({ targets, aggregation }) => targets.length > 0 && aggregation.startsWith('sum'))
        ? [`A target for what is added up stands for the whole of ${year}; a round is a part of the year.`]
        : []),
      ...(counted.some(({ crossBorderOverlap }) => crossBorderOverlap)
        ? ['Counts of persons are sums of reports: one person may be counted by more than one state.']
        : []),
    ],
  });
}

/** Adds the trend of each indicator that has a target and at least two figures. */
function addTrends(
  composer: Composer,
  facts: ScopedFacts,
  indicators: readonly FactIndicator[],
  area: string,
) {
  const { figures, scope } = facts;
  const table = scope.edition.parts.includes('annexRounds')
    ? 'table-annex-rounds'
    : `table-indicators-${area}`;
  for (const { code, targets, region } of indicators) {
    if (targets.length === 0) continue;
    const trend = figures[`${code}.course`];
    const known = region.filter(({ state, value }) => state === 'reported' && value !== null);
    if (trend && known.length > 1) composer.figure(trend, `figure-trend-${code}`, table, { half: true });
  }
}

/** The status symbols that a target's outcome shares its colour with. */
const outcomeSymbols: Partial<Record<TargetOutcome, string>> = { met: 'solid', missed: 'hatched' };

/** Returns the outcome of an indicator's target for a year; empty without a target or a direction. */
function buildResultCell(
  indicator: FactIndicator,
  { rounds, breaks }: IndicatorFacts,
  year: number,
): DocumentCell {
  const verdict = decideTargets(
    indicator,
    rounds,
    indicator.region,
    listDefinitionBreaks(breaks, indicator.code),
  ).find(({ target }) => target.year === year);
  if (!verdict) return buildTextCell('');
  const symbol = outcomeSymbols[verdict.outcome];
  return buildTextCell(formatUpperFirst(outcomeWords[verdict.outcome]), symbol ? { symbol } : {});
}

/** Adds the table of late activities, with the reasons in the words of the reports. */
export function addLateTable(
  composer: Composer,
  facts: ScopedFacts,
  activities: readonly FactActivity[],
  part: Part,
): void {
  const late = listLate({ activities: [...activities], statuses: facts.statuses });
  if (late.length === 0) {
    composer.say('No activity is delayed.');
    return;
  }
  composer.table({
    id: `table-late-${part.id}`,
    sheet: `Delayed ${part.id}`,
    title: `Delayed activities, ${part.name}`,
    columns: [
      buildColumn('code', 'Code', 0.8),
      buildColumn('activity', 'Activity', 3),
      buildColumn('lead', 'Lead body', 1.1),
      buildColumn('status', 'Status', 1.2),
      buildColumn('why', 'Why, and what is next', 3.6),
    ],
    rows: late.flatMap((activity) => {
      const said = activity.words.find(({ challenges }) => challenges.trim() !== '');
      return buildRows(
        [
          buildTextCell(activity.code, { strong: true }),
          buildTextCell(activity.title),
          buildTextCell(activity.lead),
          buildStatusCell(facts, activity),
          said
            ? {
                kind: 'words',
                items: listLabelledWords(said, ['challenges', 'nextSteps'], said.isLead ? '' : said.name),
              }
            : buildTextCell('No released report says why.'),
        ],
        [0, 1],
      );
    }),
  });
}
