import { useState } from 'react';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/layout.tsx';
import { useRuns } from '#app/components/use-runs.ts';

/** Remembers on this device that the guidance has been read. It says nothing about the person. */
const cookieName = 'guide';

/** Whether a request comes from a device on which the guidance has been put away. */
export const isGuideRead = (request: Request): boolean =>
  new RegExp(`(?:^|; )${cookieName}=read`).test(request.headers.get('cookie') ?? '');

const steps = {
  activity: [
    'Choose the status, then write what was done, what held it up and what comes next.',
    'A sentence or two is enough where there is little to say.',
  ],
  indicator: [
    'Enter the total first, then its parts. Zero is a figure.',
    'If there is no figure, choose “No figure?” beside the field, or press N in it (X if the question does not apply).',
  ],
} as const;

interface HowToFillProps {
  kind: keyof typeof steps;
  isRead: boolean;
}

/** How a page is filled in: open at the first time, folded for whoever has read it. */
export function HowToFill({ kind, isRead }: HowToFillProps) {
  const runs = useRuns();
  const [isClosed, setClosed] = useState(isRead);
  const dismiss = () => {
    document.cookie = `${cookieName}=read; path=/; max-age=31536000; samesite=lax`;
    setClosed(true);
  };
  return (
    <Details key={String(isClosed)} summary="How to fill this in" open={!isClosed} screenOnly>
      <ul>
        {steps[kind].map((step) => (
          <li key={step}>{step}</li>
        ))}
        {runs && kind === 'indicator' ? (
          <li>Tab goes from number to number. In a field, N means not available and X not applicable.</li>
        ) : null}
        <li>
          {runs ? 'What you type is saved automatically, also offline. ' : ''}Nothing is sent to the
          secretariat before your clearing officer submits the report.
        </li>
      </ul>
      {runs && !isClosed ? (
        <Button type="button" variant="secondary" compact onClick={dismiss}>
          Close and do not open again
        </Button>
      ) : null}
    </Details>
  );
}
