import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent } from '#app/features/forms/answer-form.server.ts';
import { assign, roleFields } from '#app/features/people/answer-role-forms.server.ts';
import { emptyInvitation, RoleFields } from '#app/features/people/invite-form.tsx';
import { describeRole } from '#app/features/people/role-words.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/people-role';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const [person, { reporters, partners, rolesToGive }] = await ask(requestId, () =>
    Promise.all([caller.people.get({ person: params.person }), caller.people.list()]),
  );
  return { person, reporters, partners, rolesToGive };
}

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent(roleFields, async (typed) => {
      const { outcome } = await assign(posted.caller, params.person, typed);
      return `/secretariat/people?done=${outcome}`;
    }),
  });
}

export default function GiveRolePage({ loaderData, actionData }: Route.ComponentProps) {
  const { person, reporters, partners, rolesToGive } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const held = person.roles.map(({ role, reporter, partner, agency, cover }) =>
    describeRole(role, reporter?.name ?? partner, agency, cover),
  );
  return (
    <>
      <PageTitle parts={['Give a role', 'People', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'People', to: '/secretariat/people' }]} />
      <PageHeading meta={`${person.email}. Now: ${held.length > 0 ? held.join('; ') : 'no role'}.`}>
        Give {person.name} a role
      </PageHeading>
      <Form method="post" noValidate>
        <RoleFields
          reporters={reporters}
          partners={partners}
          rolesToGive={rolesToGive}
          typed={actionData?.typed ?? emptyInvitation}
          problems={refusal?.fields ?? []}
        />
        <p>
          The person is told by mail, and so are the people of the state or body. A role that sees the whole
          draft of a state or body starts once its own people have confirmed it. Any other role starts at
          once.
        </p>
        <ButtonGroup>
          <Button>Give the role</Button>
          <Link to="/secretariat/people">Cancel</Link>
        </ButtonGroup>
      </Form>
    </>
  );
}
