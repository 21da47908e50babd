import { data, Form, Link, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import {
  PeopleOutcomeNotice,
  ReadyPeople,
  RefusedCells,
} from '#app/features/people/people-preview-parts.tsx';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/people-preview';
import { agree, formatCount } from '#server/domain/language/format-counts.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { preview: await ask(requestId, () => caller.people.previewList({ upload: params.upload })) };
}

export async function action({ context, params }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const ready = Number(readForm(context).get('ready') ?? 0);
  const outcome = await attempt(requestId, () => caller.people.inviteList({ upload: params.upload, ready }));
  if (outcome.ok) throw redirect(`/secretariat/people/import/${params.upload}`, 303);
  return data({ sentence: outcome.refusal.sentence }, { status: getRefusalStatus(outcome.refusal) });
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
    left > 0 ? `${rows(left)} ${agree(left, 'are')} left out.` : '',
  ].filter(Boolean);
  return (
    <>
      <PageTitle parts={['Invite from a list', 'People', 'Secretariat']} failed={actionData !== undefined} />
      <ErrorSummary errors={actionData ? [{ message: actionData.sentence }] : []} />
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
            Uploaded <DateText iso={uploadedAt} withTime zoneName="UTC" />
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
            title={problems.length === 1 ? 'One cell to put right' : `${problems.length} cells to put right`}
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
              Nobody can be invited as the list is.{' '}
              <Link to="/secretariat/people/import">Upload another</Link>
            </p>
          )}
        </>
      )}
    </>
  );
}
