import { Form, redirect } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { forgetLocalCopies } from '#app/features/entry/local-copy.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/sign-out';

export async function loader({ context }: Route.LoaderArgs) {
  const viewer = await context.get(requestContext).viewer();
  if (!viewer) throw redirect('/');
  return { name: viewer.name };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { caller } = context.get(requestContext);
  const form = await request.formData();
  await (form.get('where') === 'everywhere' ? caller.session.signOutEverywhere() : caller.session.signOut());
  throw redirect('/');
}

export const meta: Route.MetaFunction = () => [{ title: 'Sign out · Bohol tracker' }];

export default function SignOut({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PageHeading>Sign out</PageHeading>
      <p>You are signed in as {loaderData.name}.</p>
      <Form method="post" onSubmit={forgetLocalCopies}>
        <ButtonGroup>
          <Button>Sign out</Button>
          <Button variant="secondary" name="where" value="everywhere">
            Sign out on all devices
          </Button>
        </ButtonGroup>
      </Form>
    </>
  );
}
