import { Form, redirect } from 'react-router';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { DeviceProvider, useDevice, useDeviceSummary, forgetDevice } from '#app/features/offline/device.tsx';
import { probeLine } from '#app/features/offline/send-outgoing.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/sign-out';
import { type FormEvent, useRef, useState } from 'react';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';

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

/**
 * Signs out. What waits on this device is sent as soon as this is open; what still waits is told before it is
 * erased. Without scripts nothing waits, and the browser erases what the answer's header tells it to.
 */
function SignOutForm() {
  const device = useDevice();
  const { waiting, line, sending } = useDeviceSummary();
  const isErased = useRef(false);
  const [isTrying, setTrying] = useState(false);
  const [isOffline, setOffline] = useState(false);
  const answers = formatCount(waiting, 'answers');

  const sendNow = async () => {
    setTrying(true);
    await device.sendNow();
    setTrying(false);
  };

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    if (isErased.current) return;
    event.preventDefault();
    const form = event.currentTarget;
    const { submitter } = event.nativeEvent as SubmitEvent;
    // Nothing is erased before the tracker answers: without an answer the session would stay open.
    const isReached = await probeLine();
    setOffline(!isReached);
    if (!isReached) return;
    const outbox = await device.outbox;
    await forgetDevice(outbox).catch(() => {});
    const isShared = await outbox.hasOthers().catch(() => false);
    form
      .querySelector<HTMLInputElement>('input[name="device"]')
      ?.setAttribute('value', isShared ? 'shared' : 'own');
    isErased.current = true;
    form.requestSubmit(submitter);
  };

  return (
    <>
      {waiting > 0 ? (
        <Notice
          kind="warning"
          live
          title={`${answers} on this device ${formatVerb(waiting, 'have')} not reached the tracker.`}
        >
          <p>
            {line === 'down' ? 'You are offline. ' : ''}
            Signing out erases what is stored on this device. Send {waiting === 1 ? 'it' : 'them'} first.{' '}
            <a href="/workspace/unsent">See what is waiting</a>
          </p>
          <ButtonGroup>
            <Button type="button" onClick={() => void sendNow()} disabled={isTrying || sending !== null}>
              {isTrying || sending !== null ? 'Sending…' : 'Send now'}
            </Button>
          </ButtonGroup>
        </Notice>
      ) : null}
      <div role="alert">
        {isOffline ? (
          <Notice kind="warning" title="You are still signed in.">
            <p>
              You are offline, and signing out needs a connection. Nothing was erased. Try again when you are
              back online. Until then, do not leave this device to other people.
            </p>
          </Notice>
        ) : null}
      </div>
      {/* A whole new page follows: nothing of this person stays in the memory of this one. */}
      <Form method="post" reloadDocument onSubmit={(event) => void onSubmit(event)}>
        <input type="hidden" name="device" defaultValue="own" />
        <ButtonGroup>
          <Button variant={waiting > 0 ? 'danger' : 'primary'}>
            {waiting > 0 ? `Sign out and erase ${answers}` : 'Sign out'}
          </Button>
          <Button variant="secondary" name="where" value="everywhere">
            Sign out on all devices
          </Button>
        </ButtonGroup>
      </Form>
    </>
  );
}
