import { Breadcrumbs, LinkTabs } from '#app/components/navigation.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm } from '#app/features/forms/answer-form.server.ts';
import { decideWaiting } from '#app/features/people/answer-role-forms.server.ts';
import {
  buildReporterPeoplePath,
  waitingDoneWords,
  waitingIntents,
  WaitingRoleTable,
} from '#app/features/people/waiting-role-table.tsx';
import { requestContext } from '#app/request-context.ts';
import { can, listReporters } from '#server/domain/access/can.rules.ts';
import { daysAfterFocalPoint } from '#server/domain/person/roles.rules.ts';
import type { Route } from './+types/people';
import { openPost, requireReporter } from './open-report.server.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { PersonName } from '#app/features/people/person-name.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { ReporterPerson } from '#app/contract.ts';
import styles from '#app/features/people/people.module.css';
import { describeRole } from '#app/features/people/role-words.ts';

export async function loader(args: Route.LoaderArgs) {
  const viewer = await requireReporter(args);
  const { caller, requestId } = args.context.get(requestContext);
  const search = new URL(args.request.url).searchParams;
  const reporters = listReporters(viewer).filter((reporter) => can(viewer, 'people.readOwn', { reporter }));
  const reporter = search.get('reporter') ?? reporters[0]?.code ?? '';
  const done = waitingIntents.find((intent) => intent === search.get('done'));
  return {
    ...(await ask(requestId, () => caller.people.ofReporter({ reporter }))),
    reporters,
    done: done ? waitingDoneWords[done] : null,
  };
}

/** After a refusal too: somebody else may have decided in the meantime. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const path = buildReporterPeoplePath(posted.key.reporter);
  return answerForm(
    posted,
    decideWaiting(posted.caller, (done) => `${path}&done=${done}`),
  );
}

export default function ReporterPeoplePage({ loaderData, actionData }: Route.ComponentProps) {
  const { reporter, reporters, people, waiting, done } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const title = `People of ${reporter.name}`;
  return (
    <>
      <PageTitle parts={[title]} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'My reports', to: '/workspace' }]} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <PageHeading
        lead={`Who works on the report of ${reporter.name}, since when, and who gave them the role.`}
      >
        {title}
      </PageHeading>
      {reporters.length > 1 ? (
        <LinkTabs
          label="Reporters"
          tabs={reporters.map(({ code }) => ({
            to: buildReporterPeoplePath(code),
            label: code,
            current: code === reporter.code,
          }))}
        />
      ) : null}
      <Section
        id="waiting"
        title="Waiting for confirmation"
        lead={
          <p>
            New people who would see the whole draft wait here and see nothing until somebody of{' '}
            {reporter.name} confirms it. Only confirm people you know.
          </p>
        }
      >
        {waiting.length > 0 ? (
          <WaitingRoleTable waiting={waiting} rolesToGive={[]} />
        ) : (
          <EmptyState title="Nobody is waiting." />
        )}
      </Section>
      <Section
        id="people"
        title="People with a role"
        lead={
          <p>
            You get a mail about every change. If a role is wrong, tell the secretariat and an administrator:
            they can end it at once. After a focal point has left, new people need confirmation for{' '}
            {daysAfterFocalPoint} days as well.
          </p>
        }
      >
        <ReporterPeopleTable people={people} />
      </Section>
    </>
  );
}

/** Everybody who works for one state or body: which role, since when, given by whom. */
function ReporterPeopleTable({ people }: { people: readonly ReporterPerson[] }) {
  return (
    <DataTable
      caption="People by name"
      captionHidden
      narrow="stack"
      rows={people}
      rowKey={({ assignment }) => assignment}
      empty="Nobody works for it."
      columns={[
        {
          key: 'person',
          header: 'Person',
          rowHeader: true,
          cell: ({ name, email, isDisabled }) => (
            <>
              <PersonName name={name} email={email} />
              {isDisabled ? <span className={styles.email}>The account is disabled.</span> : null}
            </>
          ),
        },
        {
          key: 'role',
          header: 'Role',
          cell: ({ role, agency, cover }) => (
            <>
              {describeRole(role, null, agency, cover)}
              {role === 'contributor' && agency === null ? (
                <span className={styles.reason}>for the whole report</span>
              ) : null}
            </>
          ),
        },
        { key: 'since', header: 'Since', nowrap: true, cell: ({ since }) => <DateText iso={since} /> },
        { key: 'by', header: 'Given by', cell: (one) => describeGiver(one) },
      ]}
    />
  );
}

const describeGiver = ({ givenBy, askedBy }: ReporterPerson): string =>
  givenBy === null
    ? 'when the tracker was set up'
    : askedBy === null
      ? givenBy
      : `${askedBy}, confirmed by ${givenBy}`;
