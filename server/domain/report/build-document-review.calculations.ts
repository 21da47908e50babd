import { countWithVerb, formatLowerFirst, formatShareOf } from '../finding/sentence-parts.ts';
import { formatList, formatUpperFirst } from '#server/domain/language/list-format.ts';
import { formatDate } from '../language/date-format.ts';
import type { EvidenceLink } from '../learning/learning-entry.rules.ts';
import type { TargetOutcome } from '../finding/year-verdict.rules.ts';
import { describePlanStatus } from '../finding/plan-findings.ts';
import {
  type Composer,
  buildColumn,
  buildNumberCell,
  buildTextCell,
  countActivities,
  isWritten,
  type ScopedFacts,
} from './document-composer.ts';
import type { DocumentRun, DocumentRow } from './document.types.ts';
import type { StatusWord } from '../plan/activity-status.calculations.ts';
import type { FactActivity, ReviewFacts } from './edition-facts.types.ts';
import { type DocumentPart, partTitles } from './edition.rules.ts';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';

/**
 * Adds the chapter of the mid-term review on what partners support, compared with what is late or has no
 * partner.
 */
function addSupport(composer: Composer, { gaps, support, basis }: ReviewFacts): void {
  composer.heading(1, 'support', 'Partner support against gaps');
  if (!basis) {
    composer.say(
      'No publication of this plan stands, so there is nothing to hold partners’ support against.',
    );
    return;
  }
  composer.heading(2, 'gaps', 'Activities that are delayed or without a partner');
  if (gaps.length === 0) composer.say('No activity that is due is delayed or without a partner.');
  else {
    composer.table({
      id: 'table-gaps',
      sheet: 'Gaps',
      title: 'Gaps, and who supports',
      columns: [
        buildColumn('code', 'Code', 0.7),
        buildColumn('activity', 'Activity', 3.6),
        buildColumn('lead', 'Lead body', 1.2),
        buildColumn('status', 'Status', 1.3),
        buildColumn('partners', 'Partners', 2.2),
      ],
      rows: gaps.flatMap((gap, at): DocumentRow[] => [
        ...(gaps[at - 1]?.gap === gap.gap ? [] : [{ group: formatUpperFirst(gap.gapWords) }]),
        {
          cells: [
            buildTextCell(gap.activity, { strong: true }),
            buildTextCell(gap.title),
            buildTextCell(gap.lead),
            buildTextCell(gap.status ?? 'not yet reported'),
            buildTextCell(gap.partners.join(', ') || 'none'),
          ],
        },
      ]),
      notes: ['What is done, or not due yet, is no gap.'],
    });
  }
  composer.heading(2, 'partners', 'What partners support');
  if (support.length === 0) {
    composer.say('The plan names no partner.');
    return;
  }
  composer.table({
    id: 'table-partners',
    sheet: 'Partners',
    title: 'Partners and the activities that they support',
    columns: [
      buildColumn('partner', 'Partner', 4),
      buildColumn('activities', 'Activities', 1.2, 'right'),
      buildColumn('late', 'Of them delayed', 1.2, 'right'),
      buildColumn('done', 'Of them completed', 1.4, 'right'),
    ],
    rows: support.map(({ partner, activities, late, done }) => ({
      cells: [
        buildTextCell(partner),
        ...[activities, late, done].map((count) => buildNumberCell(String(count), '')),
      ],
    })),
  });
}

/** Lists the chapters of the mid-term review: what was judged and learned, beside public figures. */
export const listReviewAdders = (
  composer: Composer,
  review: ReviewFacts,
  facts: ScopedFacts,
): Partial<Record<DocumentPart, () => void>> => ({
  standing: () => addStanding(composer, review),
  progress: () => addProgress(composer, facts),
  questions: () => addQuestions(composer, review),
  targets: () => addTargets(composer, review),
  lessons: () => addLessons(composer, review),
  followUp: () => addFollowUp(composer, review, facts),
  support: () => addSupport(composer, review),
});

/** The outcome of a target, within a sentence. */
const outcomeParts: Record<TargetOutcome, string> = {
  met: 'met',
  missed: 'missed',
  not_due: 'not due yet',
  cannot_be_said: 'open, because the public figures do not say',
};

const sentence = (words: string) => `${formatUpperFirst(words)}.`;

/** Names the source of the figures, in a sentence. */
export const describeBasis = ({ basis }: Pick<ReviewFacts, 'basis'>): string =>
  basis
    ? `Publication ${basis.number}, ${basis.title}, of ${formatDate(basis.publishedAt.slice(0, 10))}`
    : 'No publication of this plan stands';

function addStanding(composer: Composer, review: ReviewFacts): void {
  const { questions, targets, outcomes, lessons, actions, gaps, basis } = review;
  composer.heading(1, 'standing', 'Where the review stands');
  const judged = (list: readonly { rating: string }[]) => list.filter(({ rating }) => rating !== '').length;
  if (questions.length > 0) {
    const share = formatShareOf(judged(questions), questions.length, 'questions of the evaluation');
    composer.say(sentence(`${share} ${formatVerb(judged(questions), 'are')} judged`), 'finding');
  }
  if (targets.length > 0) {
    const said = outcomes.flatMap(({ outcome, count }) =>
      count > 0 ? [`${countWithVerb(count)} ${outcomeParts[outcome]}`] : [],
    );
    composer.say(sentence(`of ${formatCount(targets.length, 'targets')}, ${formatList(said)}`), 'finding');
  }
  const open = actions.filter(({ overdue, state }) => overdue || (state !== 'Done' && state !== 'Dropped'));
  if (actions.length > 0) {
    const late = actions.filter(({ overdue }) => overdue).length;
    composer.say(
      sentence(
        `${formatShareOf(open.length, actions.length, 'actions')} ${formatVerb(open.length, 'are')} still open${late > 0 ? `, ${late} overdue` : ''}`,
      ),
      'finding',
    );
  }
  if (basis) {
    const alone = gaps.filter(({ partners }) => partners.length === 0).length;
    composer.say(
      sentence(
        gaps.length === 0
          ? 'no activity that is due is delayed or without a partner'
          : `${formatCount(gaps.length, 'activities', 'are')} delayed or without a partner; no partner supports ${alone} of them`,
      ),
      'finding',
    );
  }
  composer.list([
    basis
      ? `Figures and statuses are those of ${formatLowerFirst(describeBasis(review))}: each of them is public.`
      : 'No publication of this plan stands, so no figure is held against a target here.',
    'Judgements, lessons and actions are the secretariat’s own. They are not public.',
    'A judgement is not worked out from figures. It may differ from what the figures say, with a reason.',
    ...(lessons.length > 0
      ? [`${formatUpperFirst(formatCount(lessons.length, 'lessons'))} from the plan so far.`]
      : []),
  ]);
}

/** Adds what was reached in each thematic area: what the secretariat wrote, or the counts, and which activities they are. */
function addProgress(composer: Composer, facts: ScopedFacts): void {
  const { areas, activities, statuses, narrative } = facts;
  const is = (holds: (word: StatusWord) => boolean) => {
    const codes = new Set(statuses.filter(holds).map(({ code }) => code));
    return ({ stand }: FactActivity) => stand.status !== null && codes.has(stand.status);
  };
  composer.heading(1, 'progress', partTitles.progress);
  for (const area of areas) {
    const own = activities.filter((activity) => activity.area === area.code);
    if (own.length === 0) continue;
    composer.heading(2, `progress-${area.code}`, `Area ${area.code}: ${area.title}`);
    if (isWritten(facts, `area.${area.code}`)) composer.narrative(narrative[`area.${area.code}`]);
    else {
      composer.say(sentence(describePlanStatus(countActivities(own), statuses, 'in this area')), 'finding');
    }
    const groups = [
      { label: 'Completed', listed: own.filter(is(({ isDone }) => isDone)) },
      { label: 'Delayed', listed: own.filter(is(({ isLate }) => isLate)) },
      { label: 'Not yet reported', listed: own.filter(({ stand }) => stand.status === null && stand.due) },
    ];
    composer.list(
      groups
        .filter(({ listed }) => listed.length > 0)
        .map(({ label, listed }): DocumentRun[] => [
          { kind: 'text', text: `${label}: `, strong: true },
          { kind: 'text', text: `${listed.map(({ code, title }) => `${code} ${title}`).join('; ')}.` },
        ]),
    );
  }
}

type Judged = { rating: string; judgement: string; evidence: readonly EvidenceLink[] };

/** Adds a judgement, its reasons and its sources; of a question also the criterion that it belongs to. */
function addJudgement(composer: Composer, { rating, judgement, evidence }: Judged, criterion = ''): void {
  composer.say([
    ...(criterion === '' ? [] : [{ kind: 'text' as const, text: `${criterion}. ` }]),
    ...(rating === ''
      ? [{ kind: 'text' as const, text: 'Not judged yet.' }]
      : [
          { kind: 'text' as const, text: 'Judged: ' },
          { kind: 'text' as const, text: rating, strong: true },
        ]),
  ]);
  addWords(composer, judgement);
  addEvidence(composer, evidence);
}

/** Adds a text as written, with an empty line between paragraphs. */
function addWords(composer: Composer, words: string): void {
  for (const paragraph of words.split(/\n\s*\n/)) composer.say(paragraph.trim(), 'words');
}

function addEvidence(composer: Composer, evidence: readonly EvidenceLink[]): void {
  if (evidence.length === 0) return;
  composer.say([
    { kind: 'text', text: 'Sources: ' },
    ...evidence.flatMap(({ label, path }, at): DocumentRun[] => [
      ...(at === 0 ? [] : [{ kind: 'text' as const, text: '; ' }]),
      { kind: 'page', text: label, path },
    ]),
  ]);
}

/** Sorts by code, with its number as a number: Q2 before Q10. */
const sortByCode = <One extends { code: string }>(list: readonly One[]): One[] =>
  list.toSorted((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }));

function addQuestions(composer: Composer, { questions: asked, ratings }: ReviewFacts): void {
  const questions = sortByCode(asked);
  composer.heading(1, 'questions', 'Questions of the evaluation');
  if (questions.length === 0) {
    composer.say('No evaluation question has been added yet.');
    return;
  }
  for (const question of questions) {
    composer.heading(2, `question-${question.code}`, `${question.code} ${question.question}`);
    addJudgement(composer, question, question.criterion);
  }
  composer.heading(2, 'ratings', 'Words of a judgement');
  composer.table({
    id: 'table-ratings',
    sheet: 'Words of a judgement',
    title: 'What the words of a judgement mean',
    columns: [buildColumn('word', 'Word', 1.4), buildColumn('meaning', 'Meaning', 5)],
    rows: ratings.map(({ label, meaning }) => ({
      cells: [buildTextCell(label, { strong: true }), buildTextCell(meaning)],
    })),
  });
}

/** Missed targets first, then those of which the figures do not say it. */
const listedOutcomes = ['missed', 'cannot_be_said', 'met', 'not_due'] as const satisfies TargetOutcome[];

type Target = ReviewFacts['targets'][number];

/** Names the year of a target, and that of its figure where it is another. */
const describeYears = ({ targetYear, actualYear }: Target): string =>
  actualYear === null || actualYear === targetYear
    ? String(targetYear)
    : `${targetYear}; figure of ${actualYear}`;

/** Names the reports in the figure, and why they do not decide the target where that is something else. */
const describeReports = ({ coverage, doubt }: Target): string =>
  formatUpperFirst([coverage, ...(doubt.endsWith(' reported') ? [] : [doubt])].filter(Boolean).join('; '));

function addTargets(composer: Composer, { targets, basis }: ReviewFacts): void {
  composer.heading(1, 'targets', 'Targets against public figures');
  if (targets.length === 0) {
    composer.say(
      basis
        ? 'No indicator of the plan has a target with a public figure beside it.'
        : 'No publication of this plan stands, so there is no figure to hold against a target.',
    );
    return;
  }
  const isJudged = targets.some(({ rating }) => rating !== '');
  composer.table({
    id: 'table-targets',
    sheet: 'Targets',
    title: 'Targets and public figures, by how they come out',
    columns: [
      buildColumn('code', 'Code', 0.8),
      buildColumn('indicator', 'Indicator', 3.6),
      buildColumn('unit', 'Unit', 1.15),
      buildColumn('target', 'Target', 1.1, 'right'),
      buildColumn('actual', 'Figure', 1.1, 'right'),
      buildColumn('year', 'Year', 1.2),
      buildColumn('coverage', 'Reports in the figure', 2.4),
      ...(isJudged ? [buildColumn('rating', 'Judged', 1.1)] : []),
    ],
    rows: listedOutcomes.flatMap((outcome): DocumentRow[] => {
      const own = targets.filter((target) => target.outcome === outcome);
      return own.flatMap((target, at): DocumentRow[] => [
        ...(at === 0 ? [{ group: `${formatUpperFirst(outcomeParts[outcome])}: ${own.length}` }] : []),
        {
          cells: [
            buildTextCell(target.indicator, { strong: true }),
            buildTextCell(target.title),
            buildTextCell(target.unit),
            buildNumberCell(target.target, target.unit),
            target.actual === null ? buildTextCell('–') : buildNumberCell(target.actual, target.unit),
            buildTextCell(describeYears(target)),
            buildTextCell(describeReports(target)),
            ...(isJudged ? [buildTextCell(target.rating)] : []),
          ],
        },
      ]);
    }),
    notes: [
      'What happened in a period is added up over the year; of all else the newest figure of the year counts. A missing report is not a zero: the tracker says that a target was missed only if every report that was due is in the figure. A person may be counted in several rounds, and nothing is added up across a change in definition.',
    ],
  });
  const judged = targets.filter(({ rating }) => rating !== '');
  if (judged.length === 0) return;
  composer.heading(2, 'targets-judged', 'Judgements of targets');
  for (const target of judged) {
    composer.heading(3, `target-${target.indicator}`, `${target.indicator} ${target.title}`);
    addJudgement(composer, target);
  }
}

function addLessons(composer: Composer, { lessons }: ReviewFacts): void {
  composer.heading(1, 'lessons', 'Lessons');
  if (lessons.length === 0) composer.say('No lesson has been added yet.');
  for (const { code, title, lesson, evidence, followsTitle } of sortByCode(lessons)) {
    composer.heading(2, `lesson-${code}`, `${code} ${title}`);
    addWords(composer, lesson);
    if (followsTitle !== '') composer.say(`It bears on a recommendation. ${followsTitle}`);
    addEvidence(composer, evidence);
  }
}

function addFollowUp(composer: Composer, { actions, asOf }: ReviewFacts, { reporters }: ScopedFacts): void {
  const states = new Set(reporters.filter(({ kind }) => kind === 'state').map(({ name }) => name));
  composer.heading(1, 'follow-up', 'Follow-up');
  if (actions.length === 0) {
    composer.say('No action has been added yet.');
    return;
  }
  composer.table({
    id: 'table-actions',
    sheet: 'Follow-up',
    title: 'Actions by their day, with who does them',
    columns: [
      buildColumn('code', 'Code', 0.6),
      buildColumn('action', 'Action', 3),
      buildColumn('owner', 'Who', 1.8),
      buildColumn('due', 'By', 1.3),
      buildColumn('state', 'How far', 1.1),
      buildColumn('follows', 'Follows from', 2),
      buildColumn('note', 'Note', 1.5),
    ],
    rows: actions.map(({ code, action, owner, dueOn, state, overdue, follows, followsTitle, note }) => ({
      cells: [
        buildTextCell(code, { strong: true }),
        buildTextCell(action),
        buildTextCell(owner, { strong: states.has(owner) }),
        buildTextCell(formatDate(dueOn)),
        buildTextCell(state, overdue ? { lead: 'Overdue' } : {}),
        buildTextCell(followsTitle, follows === '' ? {} : { lead: follows.split('/').at(-1) ?? follows }),
        buildTextCell(note),
      ],
    })),
    notes: [`Overdue: open, and its day was before ${formatDate(asOf)}.`],
  });
}
