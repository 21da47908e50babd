import { describeStatedNeeds } from '../finding/stated-needs.calculations.ts';
import { decideTargets, listDefinitionBreaks } from '../finding/year-verdict.rules.ts';
import { getYear } from '../finding/figure-words.ts';
import {
  formatCoverage,
  describeLate,
  describePlanStatus,
  describeConstantReporters,
} from '../finding/plan-findings.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { formatDate } from '../language/date-format.ts';
import { formatNumber } from '../language/number-format.ts';
import { createAnnex } from './build-document-annex.calculations.ts';
import { addAmendments } from './build-document-amendments.calculations.ts';
import { addNationalTargets } from './build-document-targets.calculations.ts';
import { addArrangements } from './build-document-arrangements.calculations.ts';
import { addGivenSupport } from './build-document-support.calculations.ts';
import { addDecisions, addMessages, addRecommendations } from './build-document-ministers.calculations.ts';
import { addAreas, addIndicatorTable, addLateTable } from './build-document-areas.calculations.ts';
import { addOwnReport } from './build-document-own.calculations.ts';
import { describeBasis, listReviewAdders } from './build-document-review.calculations.ts';
import {
  type Composer,
  createComposer,
  buildFigureTable,
  buildColumn,
  buildStatusCell,
  buildTextCell,
  countActivities,
  isWritten,
  type DocumentScope,
  listLate,
  filterFacts,
  type ScopedFacts,
} from './document-composer.ts';
import type { ReportDocument, DocumentRow, DocumentRun } from './document.types.ts';
import type { EditionFacts, FactActivity } from './edition-facts.types.ts';
import { type DocumentPart, partTitles } from './edition.rules.ts';
import { listLabelledWords } from './editorial-words.calculations.ts';
import { buildRows } from './table-rows.ts';
import { coverageWords } from '../figure/build-coverage-figure.ts';
import { figure as markWords } from '../language/messages/en/figure.ts';
import { editedMark } from '../review/reviewed-fields.rules.ts';

/** The number of newest rounds that fit beside a name on a page. */
const roundsShown = 6;

/** Who may read whose figures from the totals of a restricted edition, and who decided so. */
function describeEditionRule({ reporters, decidedOn }: EditionFacts['editionRule']): string {
  const readers =
    reporters > 3
      ? 'No reporter can work out the figure of another from it, nor can two together.'
      : 'No reporter can work out the figure of another from it by itself; two that put theirs together may.';
  const who =
    decidedOn === null ? '' : ` The secretariat decided so for this round on ${formatDate(decidedOn)}.`;
  return `A total stands on at least ${formatNumber(reporters)} reporters that have not released their own figure, or on none. ${readers}${who}`;
}

/**
 * Adds the chapter on methods: the coverage, what limits comparison, how the numbers were made, and what the
 * missing-value markers mean. The last two are of one length in every report and so make a good end of a page.
 */
function addMethod(composer: Composer, facts: ScopedFacts): void {
  const { coverage, rounds, breaks, scope } = facts;
  composer.heading(1, 'method', 'Method and coverage');
  composer.narrative(facts.narrative.method);
  composer.heading(2, 'coverage', 'Who has reported');
  composer.say(
    isWritten(facts, 'method')
      ? `${describeConstantReporters(coverage, rounds)}.`
      : `${formatCoverage(coverage, rounds)}. ${describeConstantReporters(coverage, rounds)}.`,
    'finding',
  );
  const map = facts.figures['reporting'];
  if (map) composer.figure(map, 'figure-reporting', 'table-coverage');
  const shown = rounds.slice(-roundsShown);
  composer.table({
    id: 'table-coverage',
    sheet: 'Coverage',
    title: 'Reports received and accepted, by reporter and round',
    columns: [
      buildColumn('reporter', 'Reporter', 2.6),
      ...shown.map(({ code }) => buildColumn(code, code, 1.2)),
    ],
    rows: (['state', 'body'] as const).flatMap((kind): DocumentRow[] => {
      const own = coverage.filter((row) => row.kind === kind);
      if (own.length === 0) return [];
      return [
        { group: kind === 'state' ? 'Member states' : 'Sectoral bodies' },
        ...own.map((row) => ({
          cells: [
            buildTextCell(kind === 'state' ? row.name : row.code, { strong: kind === 'state' }),
            ...row.states.slice(-shown.length).map((state) => buildTextCell(coverageWords[state].word)),
          ],
        })),
      ];
    }),
    notes: ['Where a round was not due, the reporter was not asked. The order is that of the names.'],
  });
  const indicators = new Map(facts.indicators.map((indicator) => [indicator.code, indicator.title]));
  const limits = breaks.filter(({ indicator }) => indicators.has(indicator));
  if (limits.length > 0) {
    composer.heading(2, 'comparability', 'What limits comparison');
    const names = new Map(facts.reporters.map(({ code, name }) => [code, name]));
    composer.table({
      id: 'table-comparability',
      sheet: 'Comparability',
      title: 'Changes of definition, law, method or source',
      columns: [
        buildColumn('indicator', 'Indicator', 2.6),
        buildColumn('who', 'Reporter', 1.4),
        buildColumn('from', 'From', 1),
        buildColumn('note', 'What is different', 4),
      ],
      rows: limits.map(({ indicator, reporter, round, note }) => ({
        cells: [
          buildTextCell(indicators.get(indicator) ?? '', { lead: indicator }),
          buildTextCell(reporter === null ? 'All' : (names.get(reporter) ?? reporter), {
            strong: reporter !== null,
          }),
          buildTextCell(round ?? ''),
          buildTextCell(note),
        ],
      })),
    });
  }
  composer.heading(2, 'method-rules', 'How the numbers are made');
  composer.list([
    'Every number is drawn from reports that were cleared by the reporter and accepted by the secretariat; none was typed into this report.',
    'Totals of the region are put together by the rule of each indicator. Percentages are worked out from numerators and denominators and never averaged.',
    'Counts of persons are sums of reports, not of unique persons.',
    'Zero is a number. A missing number says why it is missing.',
    scope.edition.facts === 'public'
      ? 'Small counts of persons, totals of fewer than three states and whatever would give them away are not shown, or given as a range, as on the public pages.'
      : describeEditionRule(facts.editionRule),
    ...(scope.edition.facts === 'public'
      ? []
      : [
          'A total that is not shown may be given as a range, such as “11–49”. Figures for internal use are only in the edition of the state that reported them.',
        ]),
    ...(facts.activities.some(({ words }) => words.some(({ edited }) => edited.length > 0))
      ? [
          `Words under “${editedMark}” are its wording of what a reporter wrote. The report itself is not changed.`,
        ]
      : []),
  ]);
  composer.heading(2, 'marks', 'Marks and what they mean');
  composer.table({
    id: 'table-marks',
    sheet: 'Marks',
    title: 'Markers for missing values',
    columns: [buildColumn('mark', 'Mark', 1.4), buildColumn('meaning', 'Meaning', 5)],
    rows: marks.map(([state, meaning]) => ({
      cells: [buildTextCell(markWords[state].toLowerCase(), { strong: true }), buildTextCell(meaning)],
    })),
  });
  composer.narrative(facts.narrative.lessons);
}

const marks = [
  [
    'suppressed',
    'There is a number, suppressed to protect persons or a reporter. A range such as “11–49” gives its limits.',
  ],
  ['withheld', 'No figure is released here. The mark does not say whether there is one.'],
  ['not_available', 'The reporter was asked and has no number.'],
  ['not_applicable', 'The question does not apply.'],
  ['not_yet_reported', 'No accepted report holds it yet.'],
] as const;

/**
 * Builds the document of one edition. Pure: the same facts give the same words, numbers and checksum. Every
 * number in it is one of the facts, and every sentence about numbers is made from them.
 */
export function buildDocument(facts: EditionFacts, scope: DocumentScope): ReportDocument {
  const { edition, name } = scope;
  const scoped: ScopedFacts = { ...facts, ...filterFacts(facts, scope), scope };
  const composer = createComposer();
  const fill = (words: string) => words.replaceAll('{scope}', name);
  addParts(composer, scoped);
  return {
    edition: edition.key,
    scope: scope.code,
    title: fill(edition.title),
    subtitle: scope.review ? `As of ${formatDate(scope.review.asOf)}` : facts.round.title,
    plan: facts.plan.title,
    meeting: facts.meeting,
    meetingDate: facts.meetingOn === null ? '' : formatDate(facts.meetingOn),
    marking: fill(edition.marking),
    watermark: edition.watermark,
    ...(edition.isShort ? { isShort: true } : {}),
    notice: facts.plan.notice,
    facts: [
      { term: 'Plan', text: formatPlan(facts.plan) },
      ...(scope.review ? [] : [{ term: 'Round', text: `${facts.round.title} (${facts.round.code})` }]),
      { term: 'For', text: fill(edition.audience) },
      scope.review
        ? { term: 'Figures from', text: describeBasis(scope.review) }
        : {
            term: 'Drawn from',
            text: `Compilation ${facts.compilation.number} of ${facts.round.code}, checksum ${facts.compilation.sha256.slice(0, 16)}`,
          },
    ],
    sections: composer.finish(),
  };
}

/** Adds the parts of an edition in the order of its rule. */
function addParts(composer: Composer, facts: ScopedFacts): void {
  const { parts } = facts.scope.edition;
  const { review } = facts.scope;
  const annex = createAnnex(composer, facts);
  const adders: Partial<Record<DocumentPart, () => void>> = {
    messages: () => addMessages(composer, facts),
    summary: () => addSummary(composer, facts),
    own: () => {
      addOwnReport(composer, facts);
      addNationalTargets(composer, facts, facts.scope, { level: 2 });
    },
    areas: () => addAreas(composer, facts),
    given: () => addGivenSupport(composer, facts),
    arrangements: () => addArrangements(composer, facts),
    recommendations: () => addRecommendations(composer, facts),
    decisions: () => addDecisions(composer, facts),
    amendments: () => addAmendments(composer, facts),
    lenses: () => addLenses(composer, facts),
    method: () => addMethod(composer, facts),
    matrix: () => addMatrix(composer, facts),
    ...annex,
    // Areas have their own tables of indicators and of what is delayed.
    ...(parts.includes('areas')
      ? {}
      : {
          indicators: () => {
            composer.heading(1, 'indicators', 'Indicators');
            addIndicatorTable(composer, facts, facts.indicators, { id: 'indicators', name: 'all areas' });
          },
          late: () => {
            composer.heading(1, 'late', partTitles.late);
            addLateTable(composer, facts, facts.activities, { id: 'all', name: 'all areas' });
          },
        }),
    ...(review ? listReviewAdders(composer, review, facts) : {}),
  };
  for (const part of parts) adders[part]?.();
}

/** Names the plan, with its years if its title does not state them. */
function formatPlan({ title, firstYear, lastYear }: EditionFacts['plan']): string {
  const isSaid = [firstYear, lastYear].every((year) => title.includes(String(year)));
  return isSaid ? title : `${title}, ${firstYear} to ${lastYear}`;
}

const sentence = (words: string) => `${formatUpperFirst(words)}.`;

function addSummary(composer: Composer, facts: ScopedFacts): void {
  const { scope, statuses, activities, coverage, rounds } = facts;
  const isWhole = scope.edition.scope === null;
  composer.heading(1, 'summary', 'Summary');
  if (isWhole && isWritten(facts, 'summary')) composer.narrative(facts.narrative.summary);
  else {
    const about = isWhole ? '' : 'in this edition';
    composer.say(sentence(describePlanStatus(countActivities(activities), statuses, about)), 'finding');
    composer.say(sentence(formatCoverage(coverage, rounds)), 'finding');
  }
  if (isWhole) addStatusFigures(composer, facts);
  const late = listLate(facts).map(({ words }) => ({
    reason: words.find(({ challenges }) => challenges.trim() !== '') ?? null,
  }));
  composer.say(sentence(describeLate(late)), 'finding');
  // Of the whole plan only: editions of states would be counts by state.
  const needs = isWhole ? describeStatedNeeds(activities, statuses) : null;
  if (needs !== null) composer.say(sentence(needs), 'finding');
  // A review has a chapter on targets.
  if (!scope.review) addTargetSummary(composer, facts);
}

/** Adds how the targets for the year of the newest round came out, with the indicators of each outcome. */
function addTargetSummary(composer: Composer, { indicators, rounds, breaks }: ScopedFacts): void {
  const newest = rounds.at(-1);
  if (!newest) return;
  const year = getYear(newest);
  const decided = indicators.flatMap((indicator) => {
    const own = listDefinitionBreaks(breaks, indicator.code);
    const verdict = decideTargets(indicator, rounds, indicator.region, own).find(
      ({ target }) => target.year === year,
    );
    return verdict ? [{ indicator, outcome: verdict.outcome }] : [];
  });
  if (decided.length === 0) return;
  composer.say([{ kind: 'text', text: `Targets for ${year}`, strong: true }]);
  composer.list(
    toldOutcomes.flatMap(({ outcome, label }): DocumentRun[][] => {
      const own = decided.filter((each) => each.outcome === outcome);
      if (own.length === 0) return [];
      const named = own.map(({ indicator: { code, title } }) => `${code} ${title}`).join('; ');
      return [
        [
          { kind: 'text', text: `${label} (${own.length}): `, strong: true },
          { kind: 'text', text: `${named}.` },
        ],
      ];
    }),
  );
}

/** The outcomes of targets as the summary names them, in its order. */
const toldOutcomes = [
  { outcome: 'met', label: 'Met' },
  { outcome: 'missed', label: 'Missed' },
  { outcome: 'cannot_be_said', label: 'The reports do not say yet' },
  { outcome: 'not_due', label: 'Not due yet' },
] as const;

/** Adds the figures of the whole plan by round and by area; the finding of each is its title. */
function addStatusFigures(composer: Composer, { figures }: ScopedFacts): void {
  const byRound = figures['activities-by-round'];
  if (byRound) {
    composer.figure(byRound, 'figure-rounds', 'table-rounds');
    composer.table({
      id: 'table-rounds',
      sheet: 'Activities by round',
      title: 'Activities by status, round by round',
      ...buildFigureTable(byRound),
    });
  }
  const byArea = figures['activities-by-area'];
  if (byArea) {
    composer.figure(byArea, 'figure-areas', 'table-areas');
    composer.table({
      id: 'table-areas',
      sheet: 'Activities by area',
      title: 'Activities by status and thematic area',
      ...buildFigureTable(byArea),
    });
  }
}

/** Adds a chapter for each lens: its steps, its activities and what was written. */
function addLenses(composer: Composer, facts: ScopedFacts): void {
  const { scope, lenses, figures, activities, statuses } = facts;
  for (const lens of lenses) {
    if (scope.edition.scope === 'lens' && lens.code !== scope.code) continue;
    composer.heading(1, `lens-${lens.code}`, lens.title);
    composer.say(lens.description);
    const own = activities.filter((activity) => activity.lenses.includes(lens.code));
    if (!isWritten(facts, `lens.${lens.code}`)) {
      composer.say(
        sentence(describePlanStatus(countActivities(own), statuses, 'of this chapter')),
        'finding',
      );
    }
    composer.narrative(facts.narrative[`lens.${lens.code}`]);
    const steps = figures[`${lens.code}.steps`];
    if (!steps) continue;
    // The drawing has every number; the other editions bring them to the workbook too.
    if (scope.review) {
      composer.chart(steps, `figure-steps-${lens.code}`);
      continue;
    }
    composer.figure(steps, `figure-steps-${lens.code}`, `table-steps-${lens.code}`);
    composer.table({
      id: `table-steps-${lens.code}`,
      sheet: `Steps ${lens.code}`,
      title: 'Separate counts, from the first step to the last',
      ...buildFigureTable(steps),
    });
  }
}

/**
 * Adds the matrix of the plan in the six columns of ASEAN work plans: provision, area of collaboration,
 * activity, expected output, lead and cooperating bodies, status of implementation. One table for each
 * thematic area.
 */
function addMatrix(composer: Composer, facts: ScopedFacts): void {
  const { areas, activities, objectives } = facts;
  composer.turn('landscape');
  composer.heading(1, 'matrix', 'Matrix of implementation');
  for (const area of areas) {
    const own = activities.filter((activity) => activity.area === area.code);
    if (own.length === 0) continue;
    composer.heading(2, `matrix-${area.code}`, `Area ${area.code}: ${area.title}`);
    composer.table({
      id: `table-matrix-${area.code}`,
      sheet: `Matrix ${area.code}`,
      title: `Matrix of implementation, area ${area.code}`,
      columns: [
        buildColumn('provision', 'Provision', 1.3),
        buildColumn('area', 'Area of collaboration', 1.2),
        buildColumn('activity', 'Activity', 1.8),
        buildColumn('output', 'Expected output', 2.1),
        // A long list of bodies in a narrow column would make a row as high as a page.
        buildColumn('bodies', 'Lead and cooperating bodies', 2.6),
        // What reporters wrote is most of a row.
        buildColumn('status', 'Implementation status', 4.9),
      ],
      rows: objectives
        .filter((objective) => objective.area === area.code)
        .flatMap((objective): DocumentRow[] => {
          const within = own.filter((activity) => activity.objective === objective.code);
          if (within.length === 0) return [];
          return [
            { group: `${objective.code} ${objective.title}` },
            ...within.flatMap((activity) => buildMatrixRows(facts, activity, area.title)),
          ];
        }),
    });
  }
}

function buildMatrixRows(facts: ScopedFacts, activity: FactActivity, area: string): DocumentRow[] {
  const indicators = facts.indicators.filter((indicator) => indicator.activity === activity.code);
  const partners = facts.partners.filter(({ slug }) => activity.partners.includes(slug));
  const status = buildStatusCell(facts, activity);
  const items = [
    ...(status.lead === undefined ? [] : [{ label: '', text: status.text }]),
    // The lead body first; of the others what they achieved, since the rest is in the tables of the areas.
    ...activity.words.flatMap((said) =>
      said.isLead
        ? listLabelledWords(said, ['achievements', 'nextSteps'])
        : listLabelledWords(said, ['achievements'], said.name),
    ),
  ];
  return buildRows(
    [
      buildTextCell(activity.articles.map(({ code, title }) => `${code} ${title}`).join('\n')),
      buildTextCell(area),
      buildTextCell(activity.title, { lead: activity.code }),
      buildTextCell(
        [activity.description, ...indicators.map(({ code, title }) => `${code} ${title}`)]
          .filter(Boolean)
          .join('\n'),
      ),
      buildTextCell(
        [
          ...(activity.cooperating.length > 0 ? [`With ${activity.cooperating.join(', ')}`] : []),
          ...(partners.length > 0 ? [`Partners: ${partners.map(({ name }) => name).join(', ')}`] : []),
        ].join('\n'),
        { lead: activity.lead },
      ),
      {
        kind: 'words',
        lead: status.lead ?? status.text,
        ...(status.symbol === undefined ? {} : { symbol: status.symbol }),
        items,
      },
    ],
    [2],
  );
}
