import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, text } from '#app/features/forms/answer-form.server.ts';
import { describeWhoIsLate } from '#app/features/review/round-sentences.ts';
import { describeReminded } from '#app/features/round/round-words.ts';
import styles from '#app/features/round/completeness.module.css';
import { CompletenessKey, CompletenessTable } from '#app/features/round/completeness-table.tsx';
import { requestContext } from '#app/request-context.ts';
import { nameSection, describeSections } from '#server/domain/round/section-progress.calculations.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import type { Route } from './+types/completeness';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

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
      <PageHeading kicker={`Round ${round.code}`} lead={describeSections(rows.flatMap(({ cells }) => cells))}>
        How complete the reports are
      </PageHeading>
      {row && section && cell && cell.state !== 'none' && !isWithSecretariat(row.status) ? (
        <ConfirmStep
          title={`Remind ${row.reporter.name}?`}
          action="Send the reminder"
          fields={{ reporter: row.reporter.code, section: section.key }}
          cancelTo={here}
        >
          <p>
            <strong>{nameSection(section)}.</strong> {cell.touched} of {cell.due} items are answered
            {cell.returned > 0 ? `; ${formatCount(cell.returned, 'questions', 'wait')} for an answer` : ''}.
            The focal point gets a mail that names this section, once a day at most. What is in a draft stays
            with its writers: only these numbers are known here.
          </p>
        </ConfirmStep>
      ) : null}
      {sections.length === 0 ? (
        <EmptyState title="No report is asked for yet">
          <p>Sections appear when the round opens.</p>
        </EmptyState>
      ) : (
        <>
          <p>
            {describeWhoIsLate({ rows })} Each cell leads to a reminder, or to the review of what was sent.
          </p>
          <CompletenessKey />
          <CompletenessTable completeness={completeness} />
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
