import { useState } from 'react';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/layout.tsx';
import styles from './help.module.css';

/** Remembers on this device that the guidance has been read. It says nothing about the person. */
const cookieName = 'guide';

/** Whether a request comes from a device on which the guidance has been put away. */
export const isGuideRead = (request: Request): boolean =>
  new RegExp(`(?:^|; )${cookieName}=read`).test(request.headers.get('cookie') ?? '');

const steps = {
  activity: 'Choose the status, then write what was done, what held it up and what comes next.',
  indicator: 'Read the definition, then enter figures or choose an answer. Zero is a figure.',
};

interface HowToFillProps {
  kind: keyof typeof steps;
  isRead: boolean;
}

/** How a page is filled in: open at the first time, folded for whoever has read it. */
export function HowToFill({ kind, isRead }: HowToFillProps) {
  const [isClosed, setClosed] = useState(isRead);
  const dismiss = () => {
    document.cookie = `${cookieName}=read; path=/; max-age=31536000; samesite=lax`;
    setClosed(true);
  };
  return (
    <Details key={String(isClosed)} summary="How to fill this in" open={!isClosed} screenOnly>
      <p>{steps[kind]}</p>
      <div className={styles.needsScripts}>
        <p>
          {kind === 'indicator'
            ? 'Tab goes from number to number. In the field of a number, N means not available, X not applicable. '
            : 'A row copied from a spreadsheet fills everything at once: paste status, achievements, challenges and next steps, in this order, into Achievements. '}
          Your work is saved automatically.
        </p>
        {isClosed ? null : (
          <Button type="button" variant="secondary" compact onClick={dismiss}>
            Close and do not open again
          </Button>
        )}
      </div>
    </Details>
  );
}
