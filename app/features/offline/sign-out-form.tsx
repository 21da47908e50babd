import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { useDevice, useDeviceSummary } from './device-context.tsx';
import { forgetDevice } from './forget-device.ts';
import { agree, formatCount } from '#server/domain/language/format-counts.ts';

/**
 * Signs out. What waits on this device is sent as soon as this is open; what still waits is told before it is
 * erased. Without scripts nothing waits, and the browser erases what the answer's header tells it to.
 */
export function SignOutForm() {
  const device = useDevice();
  const { waiting, line, sending } = useDeviceSummary();
  const isErased = useRef(false);
  const [isTrying, setTrying] = useState(false);
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
          title={`${answers} on this device ${agree(waiting, 'have')} not reached the tracker.`}
        >
          <p>
            {line === 'down' ? 'There is no line. ' : ''}
            Signing out erases what this device keeps. Send {waiting === 1 ? 'it' : 'them'} first.{' '}
            <a href="/workspace/unsent">See what waits</a>
          </p>
          <ButtonGroup>
            <Button type="button" onClick={() => void sendNow()} disabled={isTrying || sending !== null}>
              {isTrying || sending !== null ? 'Sending…' : 'Send now'}
            </Button>
          </ButtonGroup>
        </Notice>
      ) : null}
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
