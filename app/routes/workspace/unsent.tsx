import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { UnsentList } from '#app/features/offline/unsent-list.tsx';
import { useState } from 'react';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { useDevice, useDeviceSummary } from '#app/features/offline/device-context.tsx';
import { forgetDevice } from '#app/features/offline/forget-device.ts';

/** What waits on this device. Only the browser knows, so there is nothing to load. */
export default function UnsentPage() {
  return (
    <>
      <PageTitle parts={['What waits on this device']} />
      <PageHeading>What waits on this device</PageHeading>
      <noscript>
        <p>Without scripts nothing is kept on this device: what you saved is in the tracker.</p>
      </noscript>
      <UnsentList />
      <EraseDevice />
    </>
  );
}

/** For shared computers without a line, where signing out cannot be told to the tracker. */
function EraseDevice() {
  const device = useDevice();
  const { waiting } = useDeviceSummary();
  const [step, setStep] = useState<'offered' | 'asked' | 'done'>('offered');
  const erase = async () => {
    await forgetDevice(await device.outbox);
    setStep('done');
  };
  return (
    <section aria-labelledby="erase">
      <h2 id="erase">On a shared computer</h2>
      <p>
        Signing out erases what this device keeps for you: answers that wait, and copies of pages. Without a
        line you can erase it here; sign out when the line is back.
      </p>
      {step === 'offered' ? (
        <Button type="button" variant="secondary" onClick={() => setStep('asked')}>
          Erase what this device keeps
        </Button>
      ) : null}
      {step === 'asked' ? (
        <ButtonGroup>
          <Button type="button" variant="danger" onClick={() => void erase()}>
            {waiting === 0
              ? 'Erase the copies'
              : `Erase the copies and ${waiting === 1 ? 'the answer' : `the ${waiting} answers`} that wait`}
          </Button>
          <Button type="button" variant="secondary" onClick={() => setStep('offered')}>
            Keep everything
          </Button>
        </ButtonGroup>
      ) : null}
      <p role="status">{step === 'done' ? 'Erased. This device keeps nothing of yours now.' : ''}</p>
    </section>
  );
}
