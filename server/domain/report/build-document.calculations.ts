import { buildFinding } from '../finding/indicator-finding.ts';
import { formatCoverage, describeLate, describePlanStatus } from '../finding/plan-findings.ts';
import { upperFirst } from '../finding/sentence-parts.ts';
import { formatDate } from '../language/date-format.ts';
import { addAnnexTables } from './build-document-annex.calculations.ts';
import { addAreas, addIndicatorTable, addLateTable } from './build-document-areas.calculations.ts';
import { addMatrix } from './build-document-matrix.calculations.ts';
import { addMethod } from './build-document-method.calculations.ts';
import { addOwnReport } from './build-document-own.calculations.ts';
import { addReview, describeBasis } from './build-document-review.calculations.ts';
import { type Composer, createComposer, tableOfFigure } from './document-composer.ts';
import type { ReportDocument } from './document.types.ts';
import {
  countActivities,
  type DocumentScope,
  listLate,
  narrowFacts,
  type ScopedFacts,
} from './document-scope.calculations.ts';
import type { EditionFacts, FactIndicator } from './edition-facts.types.ts';
import type { DocumentPart } from './edition.rules.ts';

/**
 * Builds the document of one edition. Pure: the same facts give the same words, numbers and checksum. Every
 * number in it is one of the facts, and every sentence about numbers is made from them.
 */
export function buildDocument(facts: EditionFacts, scope: DocumentScope): ReportDocument {
  const { edition, name } = scope;
  const scoped: ScopedFacts = { ...facts, ...narrowFacts(facts, scope), scope };
  const composer = createComposer();
  const has = (part: DocumentPart) => edition.parts.includes(part);
  const fill = (words: string) => words.replaceAll('{scope}', name);
  if (has('summary')) addSummary(composer, scoped);
  if (scope.review) addReview(composer, scope.review, has);
  if (has('own')) addOwnReport(composer, scoped);
  if (has('areas')) addAreas(composer, scoped);
  else if (has('indicators')) {
    composer.heading(1, 'indicators', 'Indicators');
    addIndicatorTable(composer, scoped, scoped.indicators, { id: 'indicators', name: 'all areas' });
  }
  if (has('late') && !has('areas')) {
    composer.heading(1, 'late', 'What is late, and why', { onward: true });
    addLateTable(composer, scoped, scoped.activities, { id: 'all', name: 'the plan' });
  }
  if (has('lenses')) addLenses(composer, scoped);
  if (has('method')) addMethod(composer, scoped);
  if (has('matrix')) addMatrix(composer, scoped);
  addAnnexTables(composer, scoped, has);
  return {
    edition: edition.key,
    scope: scope.code,
    title: fill(edition.title),
    subtitle: scope.review ? `As of ${formatDate(scope.review.asOf)}` : facts.round.title,
    plan: facts.plan.title,
    meeting: facts.meeting,
    marking: fill(edition.marking),
    watermark: edition.watermark,
    notice: facts.plan.notice,
    facts: [
      { term: 'Plan', text: formatPlan(facts.plan) },
      ...(scope.review ? [] : [{ term: 'Round', text: `${facts.round.title} (${facts.round.code})` }]),
      ...(facts.meeting ? [{ term: 'Meeting', text: facts.meeting }] : []),
      { term: 'For', text: fill(edition.audience) },
      { term: 'Marking', text: fill(edition.marking) },
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

/** Names the plan, with its years if its title does not state them. */
function formatPlan({ title, firstYear, lastYear }: EditionFacts['plan']): string {
  const isSaid = [firstYear, lastYear].every((year) => title.includes(String(year)));
  return isSaid ? title : `${title}, ${firstYear} to ${lastYear}`;
}

const sentence = (words: string) => `${upperFirst(words)}.`;

/** Returns the finding on an indicator as one line: the number, with target and coverage. */
export function formatIndicator(indicator: FactIndicator, { rounds }: Pick<EditionFacts, 'rounds'>): string {
  const { headline, sentences } = buildFinding(indicator, rounds, indicator.region);
  return [`${indicator.code} ${indicator.title}: ${headline}.`, ...sentences].join(' ');
}

function addSummary(composer: Composer, facts: ScopedFacts): void {
  const { scope, statuses, activities, indicators, coverage, rounds } = facts;
  composer.heading(1, 'summary', 'Summary');
  const counts = countActivities(activities);
  const about = scope.edition.scope === null ? '' : 'in this edition';
  composer.say(sentence(describePlanStatus(counts, statuses, about)), 'finding');
  composer.say(sentence(formatCoverage(coverage, rounds)), 'finding');
  if (scope.edition.scope === null) {
    composer.narrative(facts.narrative.summary);
    const byRound = facts.figures['activities-by-round'];
    if (byRound) {
      composer.say(sentence(byRound.title), 'finding');
      composer.figure(byRound, 'figure-rounds', 'table-rounds');
      composer.table({
        id: 'table-rounds',
        sheet: 'Activities by round',
        title: 'Activities by status, round by round',
        ...tableOfFigure(byRound),
      });
    }
    const byArea = facts.figures['activities-by-area'];
    if (byArea) {
      composer.figure(byArea, 'figure-areas', 'table-areas');
      composer.table({
        id: 'table-areas',
        sheet: 'Activities by area',
        title: 'Activities by status and thematic area',
        ...tableOfFigure(byArea),
      });
    }
  }
  const late = listLate(facts).map(({ words }) => ({
    reason: words.find(({ challenges }) => challenges.trim() !== '') ?? null,
  }));
  composer.say(sentence(describeLate(late)), 'finding');
  const spoken = indicators.filter(
    ({ measure, region }) => measure !== 'text' && region.at(-1)?.state === 'reported',
  );
  const withTarget = spoken.filter(({ targets }) => targets.length > 0);
  if (withTarget.length > 0) {
    composer.say('What the indicators with targets show:');
    composer.list(withTarget.slice(0, 12).map((indicator) => formatIndicator(indicator, facts)));
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
    composer.say(sentence(describePlanStatus(countActivities(own), statuses, 'of this chapter')), 'finding');
    composer.narrative(facts.narrative[`lens.${lens.code}`]);
    const steps = figures[`${lens.code}.steps`];
    if (!steps) continue;
    composer.say(sentence(steps.title), 'finding');
    composer.figure(steps, `figure-steps-${lens.code}`, `table-steps-${lens.code}`);
    composer.table({
      id: `table-steps-${lens.code}`,
      sheet: `Steps ${lens.code}`,
      title: 'Separate counts, in the order of the way that a person should go',
      ...tableOfFigure(steps),
    });
  }
}
