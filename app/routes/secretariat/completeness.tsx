import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, text } from '#app/features/forms/answer-form.server.ts';
import { describeWhoIsLate, ReportTag } from '#app/features/review/report-progress.tsx';
import { describeReminded } from '#app/features/round/round-words.ts';
import styles from './completeness.module.css';
import { requestContext } from '#app/request-context.ts';
import {
  getSectionLabel,
  describeSections,
  type SectionCell,
  type SectionState,
  sectionStateWords,
} from '#server/domain/round/section-progress.calculations.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import type { Route } from './+types/completeness';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { Link } from 'react-router';
import { SeriesSwatch } from '#app/components/tag.tsx';
import { ScrollRegion } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { Completeness, CompletenessRow } from '#app/contract.ts';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const completeness = await ask(requestId, () => caller.round.completeness({ round: params.round }));
  const search = new URL(request.url).searchParams;
  return {
    completeness,
    remind: { reporter: search.get('remind') ?? '', section: search.get('section') ?? '' },
    done: describeReminded(search),
  };
}

export async function action({ context, params: { round } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ reporter: text, section: text }, async (typed) => {
      const { reminded, already } = await posted.caller.round.remindSection({ round, ...typed });
      const search = `done=remind&reminded=${reminded}&already=${already}`;
      return `/secretariat/rounds/${encodeURIComponent(round)}/completeness?${search}`;
    }),
  });
}

export default function CompletenessPage({ loaderData, actionData }: Route.ComponentProps) {
  const { completeness, remind, done } = loaderData;
  const { round, sections, rows } = completeness;
  const refusal = actionData?.refusal ?? null;
  const at = sections.findIndex(({ key }) => key === remind.section);
  const section = sections[at];
  const row = rows.find(({ reporter }) => reporter.code === remind.reporter);
  const cell = row?.cells[at];
  const here = `/secretariat/rounds/${round.code}/completeness`;
  const areas = new Map(sections.map(({ area }) => [area.code, area.title]));
  return (
    <>
      <PageTitle parts={[`Completeness, ${round.code}`, 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <Breadcrumbs items={[{ label: round.title, to: `/secretariat/rounds/${round.code}` }]} />
      <PageHeading
        kicker={`Round ${round.code}`}
        lead={describeSections(rows.flatMap(({ cells }) => cells))}
        actions={<ListFileLink list="completeness" search={{ round: round.code }} />}
      >
        Completeness
      </PageHeading>
      {row && section && cell && cell.state !== 'none' && !isWithSecretariat(row.status) ? (
        <ConfirmStep
          title={`Remind ${row.reporter.name}?`}
          action="Send the reminder"
          fields={{ reporter: row.reporter.code, section: section.key }}
          cancelTo={here}
        >
          <p>
            <strong>{getSectionLabel(section)}.</strong> {cell.touched} of {cell.due} items are answered
            {cell.returned > 0 ? `; ${formatCount(cell.returned, 'questions', 'wait')} for an answer` : ''}.
            The focal point gets a mail that names this section, at most once a day. Drafts stay with their
            writers: only these numbers are known here.
          </p>
        </ConfirmStep>
      ) : null}
      {sections.length === 0 ? (
        <EmptyState title="No reports are due yet">
          <p>Sections appear when the round opens.</p>
        </EmptyState>
      ) : (
        <>
          <p>{describeWhoIsLate({ rows })} Choose a cell to send a reminder, or to review what was sent.</p>
          <CompletenessKey />
          <div data-print="landscape">
            <CompletenessTable completeness={completeness} />
          </div>
          <dl className={styles.areas}>
            {[...areas].map(([code, title]) => (
              <div key={code} className={styles.area}>
                <dt>{code}</dt>
                <dd>{title}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}

const fillings = { complete: 'full', partly: 'half', notBegun: 'empty' } as const;

function StateMark({ state }: { state: SectionState }) {
  return state === 'none' ? <span aria-hidden="true">–</span> : <SeriesSwatch filling={fillings[state]} />;
}

const states: SectionState[] = ['complete', 'partly', 'notBegun', 'none'];

const nameOf = ({ reporter }: CompletenessRow) => (reporter.kind === 'state' ? reporter.name : reporter.code);

/** Where a cell leads: to the review of what was received, else to the reminder of this section. */
function linkCell(round: string, row: CompletenessRow, section: string): string {
  return isWithSecretariat(row.status)
    ? `/secretariat/review/${round}/${row.reporter.code}`
    : `?remind=${encodeURIComponent(row.reporter.code)}&section=${encodeURIComponent(section)}#confirm`;
}

const isLate = ({ timing }: CompletenessRow) => timing.state === 'late' || timing.state === 'overdue';

function Mark({ cell }: { cell: SectionCell }) {
  return (
    <>
      <span className={styles.mark}>
        <StateMark state={cell.state} />
        {cell.returned > 0 ? <span className={styles.returned}>?</span> : null}
      </span>
      {`${cell.touched}/${cell.due}`}
    </>
  );
}

/** A cell in words: "Prevention: partly, 3/5 answered, 1 question waits". */
const formatFigureCell = (cell: SectionCell) =>
  [
    sectionStateWords[cell.state],
    // As it is in the cell, so that whoever says what they see is understood.
    `${cell.touched}/${cell.due} answered`,
    cell.returned > 0 && formatCount(cell.returned, 'questions', 'wait'),
  ]
    .filter((part) => part !== false)
    .join(', ');

/** What the marks mean, beside the table and on paper. */
function CompletenessKey() {
  return (
    <p className={styles.key}>
      {states.map((state) => (
        <span key={state} className={styles.keyItem}>
          <StateMark state={state} /> {sectionStateWords[state]}
        </span>
      ))}
      <span className={styles.keyItem}>
        <span aria-hidden="true" className={styles.returned}>
          ?
        </span>{' '}
        returned, a question is waiting for an answer
      </span>
      <span className={styles.keyItem}>
        <strong>bold</strong> late
      </span>
    </p>
  );
}

/** Reporters down, sections across: how complete each section of each report is. Numbers of items, never answers. */
function CompletenessTable({ completeness }: { completeness: Completeness }) {
  const { round, sections, rows } = completeness;
  const kinds = [
    { kind: 'activity', title: 'Activities' },
    { kind: 'indicator', title: 'Indicators' },
  ] as const;
  return (
    <ScrollRegion labelledBy="completeness-caption" always>
      <table className={styles.table}>
        <caption id="completeness-caption">
          <VisuallyHidden>How complete the sections of each report for {round.code} are</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className={styles.reporter}>
              Reporter
            </th>
            {kinds.map(({ kind, title }) => {
              const span = sections.filter((section) => section.kind === kind).length;
              return span > 0 ? (
                <th key={kind} scope="colgroup" colSpan={span} className={styles.group}>
                  {title}
                </th>
              ) : null;
            })}
          </tr>
          <tr>
            {sections.map((section) => (
              <th key={section.key} scope="col" className={styles.section} title={getSectionLabel(section)}>
                <abbr title={section.area.title}>{section.area.code}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.reporter.code}>
              <th scope="row" className={styles.reporter}>
                <Link to={`/secretariat/review/${round.code}/${row.reporter.code}`}>{nameOf(row)}</Link>
                <span className={styles.state}>
                  <ReportTag status={row.status} />{' '}
                  {isLate(row) ? <strong>{describeTiming(row.timing)}</strong> : describeTiming(row.timing)}
                </span>
              </th>
              {row.cells.map((cell, at) => {
                const section = sections[at];
                if (!section || cell.state === 'none') {
                  return (
                    <td key={section?.key ?? at} className={styles.none}>
                      <StateMark state="none" />
                      <VisuallyHidden>{sectionStateWords.none}</VisuallyHidden>
                    </td>
                  );
                }
                return (
                  <td key={section.key} className={styles.cell} data-state={cell.state}>
                    <Link
                      to={linkCell(round.code, row, section.key)}
                      preventScrollReset={!isWithSecretariat(row.status)}
                      discover="none"
                      className={isLate(row) && cell.state !== 'complete' ? styles.late : undefined}
                      aria-label={`${getSectionLabel(section)}, ${nameOf(row)}: ${formatFigureCell(cell)}${isLate(row) ? ', late' : ''}`}
                    >
                      <Mark cell={cell} />
                    </Link>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
