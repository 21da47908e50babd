import { formatCount, formatVerb } from '../language/counted-nouns.ts';
import { getYear } from '../finding/figure-words.ts';
import { describeLateByArea, describePlanStatus, formatCoverage } from '../finding/plan-findings.ts';
import { describeStatedNeeds } from '../finding/stated-needs.calculations.ts';
import { formatShareOf } from '../finding/sentence-parts.ts';
import { isMoney } from '../value/measures.ts';
import { buildFinding } from '../finding/indicator-finding.ts';
import { decideTargets, listDefinitionBreaks } from '../finding/year-verdict.rules.ts';
import { formatDate } from '../language/date-format.ts';
import { formatList, formatUpperFirst } from '../language/list-format.ts';
import {
  buildColumn,
  buildFigureTable,
  buildTextCell,
  type Composer,
  countActivities,
  isWritten,
  type ScopedFacts,
} from './document-composer.ts';
import type { EditionFacts } from './edition-facts.types.ts';
import { partTitles } from './edition.rules.ts';

const messageCount = 5;

const sentence = (words: string) => `${formatUpperFirst(words)}.`;

/**
 * Counts how the targets for the year of the newest round came out: "12 of 20 targets for 2025 are met, 3 are
 * missed"; null if there is none.
 */
function describeTargets({ indicators, rounds, breaks }: MessageFacts): string | null {
  const newest = rounds.at(-1);
  if (!newest) return null;
  const year = getYear(newest);
  const outcomes = indicators.flatMap((indicator) =>
    decideTargets(indicator, rounds, indicator.region, listDefinitionBreaks(breaks, indicator.code))
      .filter(({ target }) => target.year === year)
      .map(({ outcome }) => outcome),
  );
  if (outcomes.length === 0) return null;
  const [met, missed] = (['met', 'missed'] as const).map(
    (wanted) => outcomes.filter((outcome) => outcome === wanted).length,
  ) as [number, number];
  const open = outcomes.length - met - missed;
  const rest = open > 0 ? `; of ${open} the figures do not yet say` : '';
  return `${met} of ${formatCount(outcomes.length, 'targets')} for ${year} ${formatVerb(met, 'are')} met and ${missed} ${formatVerb(missed, 'are')} missed${rest}`;
}

/** Describes the money that is counted towards a target; null if the plan counts none. */
function describeMoney({ indicators, rounds, breaks }: MessageFacts): string | null {
  const counted = indicators.filter(
    ({ measure, targets, region }) =>
      isMoney(measure) && targets.length > 0 && region.at(-1)?.state === 'reported',
  );
  const indicator = counted.at(-1);
  if (!indicator) return null;
  const { headline } = buildFinding(
    indicator,
    rounds,
    indicator.region,
    listDefinitionBreaks(breaks, indicator.code),
  );
  return `${indicator.title}: ${headline}`;
}

/** The facts that the messages on a whole plan or an area are made from. */
export type MessageFacts = Pick<
  EditionFacts,
  'activities' | 'areas' | 'statuses' | 'coverage' | 'rounds' | 'lenses' | 'figures' | 'indicators' | 'breaks'
>;

/** Lists the messages on a plan as sentences without a full stop, at most five, the most general first. */
export function listMessages(facts: MessageFacts): string[] {
  const { activities, areas, statuses, coverage, rounds, lenses, figures } = facts;
  const byArea = areas.map(({ code }) => ({
    code,
    counts: countActivities(activities.filter(({ area }) => area === code)),
  }));
  const messages = [
    describePlanStatus(countActivities(activities), statuses),
    describeTargets(facts),
    ...lenses.map(({ code, title }) => {
      const steps = figures[`${code}.steps`];
      return steps ? `${title}: ${steps.title}` : null;
    }),
    describeMoney(facts),
    formatCoverage(coverage, rounds),
    // The chart beside the messages has it as its title, so it comes only where something else is missing.
    describeLateByArea(byArea, statuses),
  ];
  return messages.filter((message) => message !== null).slice(0, messageCount);
}

/** Adds the five messages and the chart of all activities by status. */
export function addMessages(composer: Composer, facts: ScopedFacts): void {
  const { figures } = facts;
  composer.heading(1, 'messages', partTitles.messages);
  for (const [at, message] of listMessages(facts).entries()) {
    composer.say(`${at + 1}. ${sentence(message)}`, 'finding');
  }
  const needs = describeStatedNeeds(facts.activities, facts.statuses);
  if (needs !== null) composer.say(sentence(needs), 'finding');
  const chart = figures['activities-by-area'];
  if (!chart) return;
  composer.figure(chart, 'figure-areas', 'table-areas');
  composer.table({
    id: 'table-areas',
    sheet: 'Activities by area',
    title: 'Activities by status and thematic area',
    ...buildFigureTable(chart),
  });
}

/** Counts what states and bodies still owe: "2 responses and 1 accepted action are overdue". */
function describeOverdue(recommendations: ScopedFacts['recommendations']): string {
  const late = recommendations.flatMap(({ outcomes }) => outcomes.flatMap(({ overdue }) => overdue ?? []));
  const responses = late.filter((overdue) => overdue === 'response').length;
  const actions = late.length - responses;
  if (late.length === 0) return 'nothing is overdue';
  const owed = formatList([
    ...(responses > 0 ? [formatCount(responses, 'responses')] : []),
    ...(actions > 0 ? [formatCount(actions, 'accepted actions')] : []),
  ]);
  return `${owed} ${formatVerb(late.length, 'are')} overdue`;
}

/**
 * Adds what studies and events recommend: how many have a response, and which responses and actions are overdue.
 * Without a recommendation there is no such chapter.
 */
export function addRecommendations(composer: Composer, facts: ScopedFacts): void {
  const { recommendations, reporters } = facts;
  if (recommendations.length === 0) return;
  const responded = recommendations.filter(({ outcomes }) =>
    outcomes.some(({ response }) => response !== null),
  ).length;
  composer.heading(1, 'recommendations', partTitles.recommendations);
  composer.say(
    sentence(
      `${formatShareOf(responded, recommendations.length, 'recommendations')} ${formatVerb(responded, 'have')} a response; ${describeOverdue(recommendations)}`,
    ),
    'finding',
  );
  const named = new Map(reporters.map(({ code, name, kind }) => [code, kind === 'state' ? name : code]));
  const rows = recommendations.flatMap(({ code, itemTitle, text, outcomes }) =>
    outcomes
      .filter((outcome) => outcome.overdue !== null)
      .map(({ by, overdue: what, dueOn }) => ({
        cells: [
          buildTextCell(text, { lead: code }),
          buildTextCell(itemTitle),
          buildTextCell(named.get(by) ?? by, { strong: true }),
          buildTextCell(what === 'response' ? 'A response' : 'An accepted action'),
          buildTextCell(dueOn === null ? '' : formatDate(dueOn)),
        ],
      })),
  );
  if (rows.length === 0) return;
  composer.table({
    id: 'table-recommendations',
    sheet: 'Recommendations',
    title: 'Overdue recommendations of studies and events',
    columns: [
      buildColumn('recommendation', 'Recommendation', 3.6),
      buildColumn('study', 'Study or event', 2.1),
      buildColumn('who', 'Who', 1.4),
      buildColumn('what', 'What is overdue', 1.5),
      buildColumn('due', 'Was due', 1.6),
    ],
    rows,
  });
}

/**
 * Adds what the meeting is asked to decide, as the secretariat wrote it. Only a short edition says that there is
 * nothing to decide.
 */
export function addDecisions(composer: Composer, facts: ScopedFacts): void {
  const isAsked = isWritten(facts, 'decisions');
  if (!isAsked && !facts.scope.edition.isShort) return;
  composer.heading(1, 'decisions', partTitles.decisions);
  if (isAsked) composer.narrative(facts.narrative.decisions);
  else composer.say('No decision is asked for.');
}
