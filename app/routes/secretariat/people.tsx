import { data, Form, Link, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { AccessReminder } from '#app/features/people/access-reminder.tsx';
import { ConfirmPerson } from '#app/features/people/confirm-person.tsx';
import { findPersonStep } from '#app/features/people/find-person-step.ts';
import { InvitationTable } from '#app/features/people/invitation-table.tsx';
import { emptyInvitation, InviteForm } from '#app/features/people/invite-form.tsx';
import styles from '#app/features/people/people.module.css';
import { filterPeople, readPeopleFilter } from '#app/features/people/people-filter.ts';
import { doneWords, readTypedInvitation, runPeopleIntent } from '#app/features/people/people-intents.ts';
import { findSentLink } from '#app/features/people/find-sent-link.ts';
import { SentNotice } from '#app/features/people/sent-notice.tsx';
import { WaitingRoleTable } from '#app/features/people/waiting-role-table.tsx';
import { PeopleTable } from '#app/features/people/people-table.tsx';
import { describeRole } from '#app/features/people/role-words.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import { can, roleLabels, roles } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/people';
import { formatCount } from '#server/domain/language/format-counts.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const filter = readPeopleFilter(searchParams);
  const person = await viewer();
  const { people, ...rest } = await ask(requestId, () => caller.people.list());
  return {
    ...rest,
    total: people.length,
    review: await ask(requestId, () => caller.access.reminder()),
    people: filterPeople(people, filter),
    step: await ask(requestId, () => findPersonStep(caller, searchParams, people, rest.invitations)),
    done: doneWords[searchParams.get('done') ?? ''] ?? null,
    sent: findSentLink(searchParams, people, rest.invitations),
    filter,
    mayRevoke: can(person, 'people.revoke'),
    selfId: person?.personId ?? '',
  };
}

export async function action({ context }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const intent = String(form.get('intent') ?? '');
  const outcome = await attempt(requestId, () => runPeopleIntent(caller, form));
  if (!outcome.ok) {
    const typed = intent === 'invite' ? readTypedInvitation(form) : emptyInvitation;
    return data({ refusal: outcome.refusal, typed }, { status: getRefusalStatus(outcome.refusal) });
  }
  throw redirect(`/secretariat/people?${new URLSearchParams(outcome.value)}`, 303);
}

export default function PeoplePage({ loaderData, actionData }: Route.ComponentProps) {
  const { people, total, invitations, vacancies, waiting, step, done, sent, filter } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const open = invitations.filter(({ expired }) => !expired).length;
  const errors = listFormProblems(refusal);
  return (
    <>
      <PageTitle parts={['People', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={errors} />
      {sent && !actionData ? <SentNotice link={sent} /> : null}
      {done && !actionData ? <Notice kind="success" live title={done} /> : null}
      <PageHeading
        actions={
          <>
            <a href="#invite">Invite a person</a>
            <Link to="/secretariat/people/import">Invite from a list</Link>
            <Link to="/secretariat/people/review">Review of roles</Link>
          </>
        }
      >
        {formatCount(total, 'people', 'have')} an account
        {open > 0 ? `, ${formatCount(open, 'open invitations')}` : ''}
      </PageHeading>
      <AccessReminder reminder={loaderData.review} />
      {step && !actionData ? <ConfirmPerson step={step} /> : null}
      {vacancies.length > 0 ? (
        <Notice kind="warning" title="Some reports cannot leave, because nobody holds the role.">
          <ul>
            {vacancies.map(({ reporter, role }) => (
              <li key={`${reporter.code}/${role}`}>{describeRole(role, reporter.name)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {waiting.length > 0 ? (
        <Section
          title="Waiting for confirmation"
          id="waiting"
          lead={
            <p>
              Roles that see the whole draft of a state or body. They count once its own people say yes; where
              it has no focal point, an administrator who had no part in that.
            </p>
          }
        >
          <WaitingRoleTable
            waiting={waiting}
            rolesToGive={loaderData.rolesToGive}
            withReporter
            sendTo="/secretariat/people"
          />
        </Section>
      ) : null}
      <Form method="get" className={styles.filter} role="search" aria-label="People" data-print="hide">
        <TextField id="q" name="q" label="Name, address or state" width={20} defaultValue={filter.words} />
        <SelectField
          id="role-filter"
          name="role"
          label="Role"
          placeholder="Any role"
          options={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
          defaultValue={filter.role ?? ''}
        />
        <Button variant="secondary">Search</Button>
        {filter.words || filter.role ? <Link to="/secretariat/people">Show all</Link> : null}
      </Form>
      {people.length < total ? (
        <p role="status">
          {people.length} of {total} people
        </p>
      ) : null}
      <PeopleTable
        people={people}
        rolesToGive={loaderData.rolesToGive}
        mayRevoke={loaderData.mayRevoke}
        selfId={loaderData.selfId}
      />
      <Section title="Open invitations" id="invitations">
        <InvitationTable invitations={invitations} rolesToGive={loaderData.rolesToGive} />
      </Section>
      <Section title="Invite a person" id="invite" screenOnly>
        <InviteForm
          key={sent ? `after ${sent.email}` : 'invitation'}
          reporters={loaderData.reporters}
          rolesToGive={loaderData.rolesToGive}
          typed={actionData?.typed ?? emptyInvitation}
          problems={refusal?.fields ?? []}
        />
      </Section>
    </>
  );
}
