import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listSentence } from '#app/features/errors/ask.ts';
import { answerForm, intent, number } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/people-preview';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { PeoplePreview } from '#app/contract.ts';
import { PersonName } from '#app/features/people/person-name.tsx';
import { describeRole } from '#app/features/people/role-words.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { preview: await ask(requestId, () => caller.people.previewList({ upload: params.upload })) };
}

export async function action({ context, params: { upload } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ ready: number }, async ({ ready }) => {
      await posted.caller.people.inviteList({ upload, ready });
      return `/secretariat/people/import/${upload}`;
    }),
  });
}

const rows = (count: number) => formatCount(count, 'rows');

export default function PeoplePreviewPage({ loaderData: { preview }, actionData }: Route.ComponentProps) {
  const { ready, held, problems, outcome, fileName, uploadedAt } = preview;
  const left = new Set(problems.map(({ row }) => row)).size;
  const leftOut = new Set(outcome?.left.map(({ row }) => row)).size;
  const invited = ready.filter(({ personId }) => personId === null).length;
  const gets = ready.length - invited;
  const sentences = [
    invited > 0 ? `${formatCount(invited, 'people', 'are')} invited by mail.` : '',
    gets > 0
      ? `${gets === 1 ? '1 person has an account and gets' : `${gets} people have an account and get`} a role.`
      : '',
    held.length > 0
      ? `${rows(held.length)} ${held.length === 1 ? 'asks' : 'ask'} for what the person holds already.`
      : '',
    left > 0 ? `${rows(left)} ${formatVerb(left, 'are')} left out.` : '',
  ].filter(Boolean);
  return (
    <>
      <PageTitle parts={['Invite from a list', 'People', 'Secretariat']} failed={actionData !== undefined} />
      <ErrorSummary errors={listSentence(actionData?.refusal)} />
      <Breadcrumbs
        items={[
          { label: 'People', to: '/secretariat/people' },
          { label: 'Invite from a list', to: '/secretariat/people/import' },
        ]}
      />
      {outcome ? <PeopleOutcomeNotice outcome={outcome} /> : null}
      <PageHeading
        kicker={fileName}
        meta={
          <>
            Uploaded <DateText iso={uploadedAt} withTime withZone />
          </>
        }
        lead={outcome ? undefined : sentences.join(' ')}
      >
        {outcome ? 'The list was sent out' : 'Who would be invited'}
      </PageHeading>
      {outcome ? (
        <>
          <RefusedCells problems={outcome.left} title={`${rows(leftOut)} left out`} />
          <p>
            <Link to="/secretariat/people#invitations">To the open invitations</Link>
          </p>
        </>
      ) : (
        <>
          <RefusedCells
            problems={problems}
            title={problems.length === 1 ? 'One cell to correct' : `${problems.length} cells to correct`}
          />
          {ready.length > 0 ? (
            <Section id="ready" title={`${rows(ready.length)} ready`}>
              <ReadyPeople ready={ready} />
              <Form method="post">
                <input type="hidden" name="ready" value={ready.length} />
                <ButtonGroup>
                  <Button>{left > 0 ? `Invite them and leave ${rows(left)} out` : 'Invite them'}</Button>
                  <Link to="/secretariat/people/import">Upload another</Link>
                </ButtonGroup>
              </Form>
            </Section>
          ) : (
            <p>
              Nobody in this list can be invited. <Link to="/secretariat/people/import">Upload another</Link>
            </p>
          )}
        </>
      )}
    </>
  );
}

/** The rows that would be invited, or get a role. */
function ReadyPeople({ ready }: { ready: PeoplePreview['ready'] }) {
  return (
    <DataTable
      caption="People who are ready, by row"
      captionHidden
      narrow="stack"
      dense
      rows={ready}
      rowKey={({ row }) => row}
      columns={[
        { key: 'row', header: 'Row', numeric: true, cell: ({ row }) => row },
        {
          key: 'name',
          header: 'Person',
          rowHeader: true,
          cell: ({ name, email }) => <PersonName name={name} email={email} />,
        },
        {
          key: 'role',
          header: 'Role',
          cell: ({ role, reporter, agency }) => describeRole(role, reporter?.name, agency),
        },
        {
          key: 'what',
          header: 'What happens',
          cell: ({ personId }) =>
            personId === null
              ? 'is invited by mail'
              : 'has an account: gets the role, once confirmed where needed',
        },
      ]}
    />
  );
}

/** What keeps rows out, cell by cell. */
function RefusedCells({
  problems,
  title,
}: {
  problems: readonly { row: number; cell: string; message: string }[];
  title: string;
}) {
  if (problems.length === 0) return null;
  return (
    <Section id="problems" title={title}>
      <DataTable
        caption="Problems, by cell"
        captionHidden
        narrow="stack"
        dense
        rows={problems}
        rowKey={(_, index) => index}
        columns={[
          { key: 'cell', header: 'Cell', rowHeader: true, nowrap: true, cell: ({ cell }) => cell },
          { key: 'what', header: 'What', cell: ({ message }) => message },
        ]}
      />
    </Section>
  );
}

const people = (count: number) => formatCount(count, 'people');

/** What was done with a list. */
function PeopleOutcomeNotice({ outcome }: { outcome: NonNullable<PeoplePreview['outcome']> }) {
  const { invited, given, asked = 0 } = outcome;
  const sentences = [
    invited > 0 ? `${people(invited)} invited by mail.` : '',
    given > 0 ? `${people(given)} with an account got a role.` : '',
    asked > 0 ? `${people(asked)} with an account wait for their state or body to confirm the role.` : '',
  ].filter(Boolean);
  return <Notice kind="success" live title={sentences.join(' ') || 'Nobody had to be invited.'} />;
}
