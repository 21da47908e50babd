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
  activity: 'Choose the status, then write what was done, what held it up and what comes next.',
  indicator:
    'Enter the total, then its parts. Zero is a figure. If there is none, choose “No figure?” beside the field.',
};

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
      <p>{steps[kind]}</p>
      {runs ? (
        <p>
          {kind === 'indicator'
            ? 'Tab goes from number to number. N means not available, X not applicable. '
            : ''}
          Your work is saved automatically.
        </p>
      ) : null}
      {runs && !isClosed ? (
        <Button type="button" variant="secondary" compact onClick={dismiss}>
          Close and do not open again
        </Button>
      ) : null}
    </Details>
  );
}
