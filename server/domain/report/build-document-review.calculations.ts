import {
  countWithVerb,
  formatList,
  formatLowerFirst,
  formatShareOf,
  formatUpperFirst,
} from '../finding/sentence-parts.ts';
import { formatDate } from '../language/date-format.ts';
import type { EvidenceLink } from '../learning/learning-entry.rules.ts';
import type { TargetOutcome } from '../finding/year-verdict.rules.ts';
import { type Composer, buildColumn, buildNumberCell, buildTextCell } from './document-composer.ts';
import type { DocumentRun, DocumentRow } from './document.types.ts';
import type { ReviewFacts } from './edition-facts.types.ts';
import type { DocumentPart } from './edition.rules.ts';
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
): Partial<Record<DocumentPart, () => void>> => ({
  standing: () => addStanding(composer, review),
  questions: () => addQuestions(composer, review),
  targets: () => addTargets(composer, review),
  lessons: () => addLessons(composer, review),
  followUp: () => addFollowUp(composer, review),
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

type Judged = { rating: string; judgement: string; evidence: readonly EvidenceLink[] };

/** Adds a judgement, its reasons and its evidence. */
function addJudgement(composer: Composer, { rating, judgement, evidence }: Judged): void {
  if (rating === '') composer.say('Not judged yet.', 'note');
  else
    composer.say([
      { kind: 'text', text: 'Judged: ' },
      { kind: 'text', text: rating, strong: true },
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
    { kind: 'text', text: 'Evidence: ' },
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
  composer.table({
    id: 'table-questions',
    sheet: 'Questions',
    title: 'Questions by criterion, and how they are judged',
    columns: [
      buildColumn('code', 'Code', 0.7),
      buildColumn('criterion', 'Criterion', 1.4),
      buildColumn('question', 'Question', 4.6),
      buildColumn('rating', 'Judged', 1.3),
    ],
    rows: questions.map(({ code, criterion, question, rating }) => ({
      cells: [
        buildTextCell(code, { strong: true }),
        buildTextCell(criterion),
        buildTextCell(question),
        buildTextCell(rating || 'not yet'),
      ],
    })),
  });
  for (const criterion of new Set(questions.map((each) => each.criterion))) {
    composer.heading(2, `criterion-${criterion.toLowerCase()}`, criterion);
    for (const question of questions.filter((each) => each.criterion === criterion)) {
      composer.heading(3, `question-${question.code}`, `${question.code} ${question.question}`);
      addJudgement(composer, question);
    }
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

function addTargets(composer: Composer, { targets, outcomes, basis }: ReviewFacts): void {
  composer.heading(1, 'targets', 'Targets against public figures');
  if (targets.length === 0) {
    composer.say(
      basis
        ? 'No indicator of the plan has a target with a public figure beside it.'
        : 'No publication of this plan stands, so there is no figure to hold against a target.',
    );
    return;
  }
  composer.table({
    id: 'table-outcomes',
    sheet: 'Outcomes',
    title: 'How the targets come out',
    columns: [buildColumn('outcome', 'Outcome', 3), buildColumn('count', 'Targets', 1, 'right')],
    rows: outcomes.map(({ words, count }) => ({
      cells: [buildTextCell(formatUpperFirst(words)), buildNumberCell(String(count), '')],
    })),
  });
  composer.table({
    id: 'table-targets',
    sheet: 'Targets',
    title: 'Targets, public figures and judgements',
    columns: [
      buildColumn('code', 'Code', 0.75),
      buildColumn('indicator', 'Indicator', 2.7),
      buildColumn('unit', 'Unit', 1.15),
      buildColumn('target', 'Target', 1.1, 'right'),
      buildColumn('targetYear', 'For', 0.6, 'right'),
      buildColumn('actual', 'Figure', 1.1, 'right'),
      buildColumn('actualYear', 'Of', 0.6, 'right'),
      buildColumn('coverage', 'Reporting', 1.4),
      buildColumn('outcome', 'Computed', 1.4),
      buildColumn('rating', 'Judged', 1.2),
    ],
    rows: targets.map((target) => ({
      cells: [
        buildTextCell(target.indicator, { strong: true }),
        buildTextCell(target.title),
        buildTextCell(target.unit),
        buildNumberCell(target.target, target.unit),
        buildTextCell(String(target.targetYear)),
        target.actual === null ? buildTextCell('–') : buildNumberCell(target.actual, target.unit),
        buildTextCell(target.actualYear === null ? '' : String(target.actualYear)),
        buildTextCell(target.coverage),
        buildTextCell(target.outcomeWords),
        buildTextCell(target.rating || 'not yet'),
      ],
    })),
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
  for (const { code, title, lesson, evidence } of sortByCode(lessons)) {
    composer.heading(2, `lesson-${code}`, `${code} ${title}`);
    addWords(composer, lesson);
    addEvidence(composer, evidence);
  }
}

function addFollowUp(composer: Composer, { actions, asOf }: ReviewFacts): void {
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
      buildColumn('owner', 'Who', 2.2),
      buildColumn('due', 'By', 1.2),
      buildColumn('state', 'How far', 1.1),
      buildColumn('follows', 'Follows from', 0.9),
      buildColumn('note', 'Note', 1.8),
    ],
    rows: actions.map(({ code, action, owner, dueOn, state, overdue, follows, note }) => ({
      cells: [
        buildTextCell(code, { strong: true }),
        buildTextCell(action),
        buildTextCell(owner),
        buildTextCell(formatDate(dueOn)),
        buildTextCell(state, overdue ? { lead: 'Overdue' } : {}),
        buildTextCell(follows),
        buildTextCell(note),
      ],
    })),
    notes: [`Overdue: open, and its day was before ${formatDate(asOf)}.`],
  });
}
