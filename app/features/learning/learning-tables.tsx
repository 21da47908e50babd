import { LinkTabs } from '#app/components/navigation.tsx';
import type { LearningReview } from '#app/contract.ts';
import type { LearningKind, EvidenceLink } from '#server/domain/learning/learning-entry.rules.ts';
import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { recommendationPath } from '#app/features/recommendation/recommendation-words.ts';
import { Tag } from '#app/components/tag.tsx';
import { actionStates } from '#server/domain/learning/learning-entry.rules.ts';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';

/** The parts of what was learned, with how many there are of each. */
export function LearningTabs({
  review,
  plan,
  current,
}: {
  review: LearningReview;
  plan: string | undefined;
  current: LearningPageName | null;
}) {
  const counts: Record<LearningPageName, number> = {
    questions: review.questions.length,
    targets: review.targets.length,
    lessons: review.lessons.length,
    actions: review.actions.length,
    support: review.gaps.length,
  };
  return (
    <LinkTabs
      label="Parts of the review"
      tabs={[
        { to: learningPath(plan), label: 'Overview', current: current === null },
        ...(Object.keys(learningPages) as LearningPageName[]).map((name) => ({
          to: learningPath(plan, name),
          label: learningPages[name].title,
          count: counts[name],
          current: current === name,
        })),
      ]}
    />
  );
}

/** The pages of learning, by the last part of their address. */
export const learningPages = {
  questions: { kind: 'question', title: 'Questions', one: 'question', add: 'Add a question' },
  targets: { kind: 'target', title: 'Targets', one: 'judgement of a target', add: null },
  lessons: { kind: 'lesson', title: 'Lessons', one: 'lesson', add: 'Add a lesson' },
  actions: { kind: 'action', title: 'Follow-up', one: 'action', add: 'Add an action' },
  support: { kind: null, title: 'Partner support', one: '', add: null },
} as const satisfies Record<
  string,
  { kind: LearningKind | null; title: string; one: string; add: string | null }
>;
type LearningPageName = keyof typeof learningPages;
export const isLearningPage = (name: string): name is LearningPageName => Object.hasOwn(learningPages, name);

/** The address of a page of learning; a plan other than the newest is named. */
export const learningPath = (plan: string | undefined, ...parts: string[]): string =>
  `/secretariat/learning${parts.map((part) => `/${encodeURIComponent(part)}`).join('')}${plan ? `?plan=${encodeURIComponent(plan)}` : ''}`;

interface TableProps {
  review: LearningReview;
  plan: string | undefined;
}

const notJudged = 'not judged yet';

/** What an evaluation asks, with what was judged and on which evidence. */
export function QuestionTable({ review, plan }: TableProps) {
  return (
    <DataTable
      caption="Questions of the evaluation, by criterion"
      captionHidden
      narrow="stack"
      rows={review.questions}
      rowKey={({ code }) => code}
      empty="No evaluation question has been added yet."
      columns={[
        {
          key: 'question',
          header: 'Question',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ code, question }) => (
            <Link to={learningPath(plan, 'questions', code)}>
              {code} {question}
            </Link>
          ),
        },
        { key: 'criterion', header: 'Criterion', cell: ({ criterion }) => criterion },
        {
          key: 'rating',
          header: 'Judged',
          nowrap: true,
          cell: ({ rating }) => (rating ? <Tag>{rating}</Tag> : notJudged),
        },
        { key: 'judgement', header: 'Why', minWidth: '16rem', cell: ({ judgement }) => judgement || '–' },
        {
          key: 'evidence',
          header: 'Evidence',
          minWidth: '11rem',
          cell: ({ evidence }) => <EvidenceLinks evidence={evidence} />,
        },
      ]}
    />
  );
}

/** Every target with the public figure beside it, and what was judged. */
export function TargetTable({ review, plan }: TableProps) {
  return (
    <DataTable
      caption="Targets compared with public figures"
      captionHidden
      narrow="stack"
      rows={review.targets}
      rowKey={({ indicator }) => indicator}
      empty="No indicator of this plan has a target with a public figure beside it yet."
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          minWidth: '14rem',
          cell: ({ indicator, title }) => (
            <Link to={learningPath(plan, 'targets', indicator)}>
              {indicator} {title}
              <VisuallyHidden>: judge</VisuallyHidden>
            </Link>
          ),
        },
        {
          key: 'target',
          header: 'Target',
          cell: ({ target, targetYear, unit }) => `${formatWithUnit(target, unit)} in ${targetYear}`,
        },
        {
          key: 'actual',
          header: 'Public figure',
          cell: ({ actual, actualYear, unit }) =>
            actual === null ? '–' : `${formatWithUnit(actual, unit)} in ${actualYear}`,
        },
        { key: 'coverage', header: 'Reporting', cell: ({ coverage }) => coverage || '–' },
        { key: 'outcome', header: 'Computed', cell: ({ outcomeWords }) => outcomeWords },
        {
          key: 'rating',
          header: 'Judged',
          nowrap: true,
          cell: ({ rating }) => (rating ? <Tag>{rating}</Tag> : notJudged),
        },
        { key: 'why', header: 'Why', minWidth: '14rem', cell: ({ judgement }) => judgement || '–' },
      ]}
    />
  );
}

export function LessonTable({ review, plan }: TableProps) {
  return (
    <DataTable
      caption="Lessons"
      captionHidden
      narrow="stack"
      rows={review.lessons}
      rowKey={({ code }) => code}
      empty="No lesson has been added yet."
      columns={[
        {
          key: 'lesson',
          header: 'Lesson',
          rowHeader: true,
          minWidth: '14rem',
          cell: ({ code, title }) => (
            <Link to={learningPath(plan, 'lessons', code)}>
              {code} {title}
            </Link>
          ),
        },
        { key: 'text', header: 'What was learned', minWidth: '18rem', cell: ({ lesson }) => lesson },
        { key: 'follows', header: 'Bears on', cell: FollowsFrom },
        {
          key: 'evidence',
          header: 'Evidence',
          minWidth: '11rem',
          cell: ({ evidence }) => <EvidenceLinks evidence={evidence} />,
        },
      ]}
    />
  );
}

/** What a lesson or action follows from; a recommendation with its words and its page. */
function FollowsFrom({ follows, followsTitle }: { follows: string; followsTitle: string }) {
  const [item, recommendation] = follows.split('/');
  if (!item || !recommendation) return follows || '–';
  return <Link to={recommendationPath(item, recommendation)}>{followsTitle || recommendation}</Link>;
}

export function ActionTable({ review, plan }: TableProps) {
  return (
    <DataTable
      caption="Follow-up actions, by day"
      captionHidden
      narrow="stack"
      rows={review.actions}
      rowKey={({ code }) => code}
      empty="No action has been added yet."
      columns={[
        {
          key: 'action',
          header: 'Action',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ code, action }) => (
            <Link to={learningPath(plan, 'actions', code)}>
              {code} {action}
            </Link>
          ),
        },
        { key: 'owner', header: 'Who', cell: ({ owner }) => owner },
        {
          key: 'due',
          header: 'By',
          cell: ({ dueOn, overdue }) => (
            <>
              <DateText iso={dueOn} />
              {overdue ? (
                <>
                  {' '}
                  <Tag emphasis="strong">overdue</Tag>
                </>
              ) : null}
            </>
          ),
        },
        {
          key: 'state',
          header: 'State',
          nowrap: true,
          cell: ({ state }) => <Tag emphasis={state === actionStates.done ? 'done' : 'normal'}>{state}</Tag>,
        },
        { key: 'follows', header: 'Follows from', cell: FollowsFrom },
        { key: 'note', header: 'Note', cell: ({ note }) => note || '–' },
      ]}
    />
  );
}

/** Where activities are late or alone, beside what partners support. */
export function SupportTables({ review: { gaps, support } }: Pick<TableProps, 'review'>) {
  return (
    <>
      <Section
        id="gaps"
        title="Gaps"
        lead={
          <p>
            Activities that are delayed, or that no partner supports. Activities that are completed or not due
            yet are not listed.
          </p>
        }
      >
        <DataTable
          caption="Activities that are delayed or without a partner"
          captionHidden
          narrow="stack"
          rows={gaps}
          rowKey={({ activity }) => activity}
          empty="No activity is delayed or without a partner."
          columns={[
            {
              key: 'activity',
              header: 'Activity',
              rowHeader: true,
              minWidth: '16rem',
              cell: ({ activity, title }) => (
                <a href={`/activities/${activity}`}>
                  {activity} {title}
                </a>
              ),
            },
            { key: 'gap', header: 'Gap', cell: ({ gapWords }) => gapWords },
            { key: 'status', header: 'Status', cell: ({ status }) => status ?? 'not yet reported' },
            { key: 'lead', header: 'Lead', cell: ({ lead }) => lead },
            { key: 'partners', header: 'Partners', cell: ({ partners }) => partners.join(', ') || 'none' },
          ]}
        />
      </Section>
      <Section id="support" title="What partners support">
        <DataTable
          caption="Partners with the activities that they support"
          captionHidden
          narrow="stack"
          rows={support}
          rowKey={({ partner }) => partner}
          empty="The plan names no partner."
          columns={[
            { key: 'partner', header: 'Partner', rowHeader: true, cell: ({ partner }) => partner },
            { key: 'activities', header: 'Activities', numeric: true, cell: ({ activities }) => activities },
            { key: 'late', header: 'of them delayed', numeric: true, cell: ({ late }) => late },
            { key: 'done', header: 'of them completed', numeric: true, cell: ({ done }) => done },
          ]}
        />
      </Section>
    </>
  );
}

/** On what a judgement rests. Public pages are read as they come from the server, so these are plain links. */
function EvidenceLinks({ evidence }: { evidence: readonly EvidenceLink[] }) {
  if (evidence.length === 0) return <>–</>;
  return (
    <ul>
      {evidence.map(({ label, path }) => (
        <li key={`${label}${path}`}>
          <a href={path}>{label}</a>
        </li>
      ))}
    </ul>
  );
}
