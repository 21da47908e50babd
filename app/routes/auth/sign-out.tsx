import { redirect } from 'react-router';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { DeviceProvider } from '#app/features/offline/device-context.tsx';
import { SignOutForm } from '#app/features/offline/sign-out-form.tsx';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/sign-out';

export async function loader({ context }: Route.LoaderArgs) {
  const { viewer: readViewer, caller, requestId } = context.get(requestContext);
  const viewer = await readViewer();
  if (!viewer) throw redirect('/');
  const deviceKey = await ask(requestId, () => caller.session.deviceKey());
  return { name: viewer.name, personId: viewer.personId, deviceKey };
}

/**
 * Ends the session and has the browser erase what it keeps for us. Where the page has erased the person's own things
 * and another person's sealed work lies beside them, that is left alone.
 */
export async function action({ context }: Route.ActionArgs) {
  const { caller } = context.get(requestContext);
  const form = readForm(context);
  await (form.get('where') === 'everywhere' ? caller.session.signOutEverywhere() : caller.session.signOut());
  const what = form.get('device') === 'shared' ? '"cache"' : '"cache", "storage"';
  throw redirect('/', { headers: { 'clear-site-data': what } });
}

export const meta: Route.MetaFunction = () => [{ title: 'Sign out · Bohol tracker' }];

export default function SignOut({ loaderData }: Route.ComponentProps) {
  const { name, personId, deviceKey } = loaderData;
  return (
    <>
      <PageHeading>Sign out</PageHeading>
      <p>You are signed in as {name}.</p>
      <DeviceProvider personId={personId} deviceKey={deviceKey}>
        <SignOutForm />
      </DeviceProvider>
    </>
  );
}
