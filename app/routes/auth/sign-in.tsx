import { data, Form, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { TextField } from '#app/components/field.tsx';
import { attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import { getHomePath } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/sign-in';

/** Only paths of our own: a link from outside must not choose where a signed-in person lands. */
const readNext = (url: string) => {
  const next = new URL(url).searchParams.get('next') ?? '';
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(next) ? next : null;
};

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = await context.get(requestContext).viewer();
  if (viewer) throw redirect(readNext(request.url) ?? getHomePath(viewer));
  return null;
}

export async function action({ context, request }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = await request.formData();
  const email = String(form.get('email') ?? '');
  const outcome = await attempt(requestId, () =>
    caller.session.signIn({ email, password: String(form.get('password') ?? '') }),
  );
  if (!outcome.ok) {
    return data({ email, refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  }
  throw redirect(readNext(request.url) ?? getHomePath(outcome.value));
}

export const meta: Route.MetaFunction = ({ error }) => [
  { title: `${error ? 'Error: ' : ''}Sign in · Bohol tracker` },
];

export default function SignIn({ actionData }: Route.ComponentProps) {
  const refusal = actionData?.refusal;
  return (
    <>
      <ErrorSummary errors={refusal ? [{ fieldId: 'email', message: refusal.sentence }] : []} />
      <h1>Sign in</h1>
      <p>
        For focal points, agencies, clearing officers and the secretariat. Accounts are by invitation; the
        published plan and figures need none.
      </p>
      <Form method="post" noValidate>
        <TextField
          id="email"
          name="email"
          label="E-mail address"
          type="email"
          autoComplete="username"
          width={30}
          defaultValue={actionData?.email}
          error={refusal?.sentence}
        />
        <TextField
          id="password"
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          width={30}
        />
        <Button>Sign in</Button>
      </Form>
    </>
  );
}
