import type { ReactNode } from 'react';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { NationalTarget } from '#app/contract.ts';
import { describeTargetStatus, describeTargetStep } from './target-words.ts';
import record from '#app/features/forms/record.module.css';
import styles from './national-target.module.css';

type Step = Omit<NationalTarget['steps'][number], 'content'>;

interface StepsHeadingProps {
  last: Step | undefined;
  kicker: string;
  /** What it is about: an indicator or an activity. */
  of: { code: string; title: string };
  /** Where it is read by the state: a return asks for something there. */
  isOwn?: boolean;
}

/** How far targets or circumstances have come; a return asks for something where the state reads it. */
export function StepTag({
  last,
  isOwn = false,
}: {
  last: Pick<Step, 'status' | 'returnedBy'> | null;
  isOwn?: boolean;
}) {
  const emphasis =
    last?.status === 'accepted' ? 'done' : isOwn && last?.status === 'returned' ? 'strong' : 'normal';
  return <Tag emphasis={emphasis}>{describeTargetStatus(last)}</Tag>;
}

/** The head of the page of targets or circumstances, with how far they have come and why they were returned. */
export function StepsHeading({ last, kicker, of, isOwn = false }: StepsHeadingProps) {
  const isReturned = isOwn && last?.status === 'returned';
  return (
    <>
      <PageHeading kicker={kicker} meta={<StepTag last={last ?? null} isOwn={isOwn} />}>
        {of.code}: {of.title}
      </PageHeading>
      {isReturned ? (
        <Notice kind="warning" title={describeTargetStatus(last)}>
          <p>{last.note}</p>
        </Notice>
      ) : null}
    </>
  );
}

/** Every step, newest first; `tell` says what a proposal holds. */
export function StepHistory<One extends Step>({
  steps,
  tell,
}: {
  steps: readonly One[];
  tell: (step: One) => ReactNode;
}) {
  // The secretariat does not read proposals before they are cleared.
  const told = steps.some(({ status }) => status === 'proposed') ? 'proposed' : 'cleared';
  return (
    <ol className={record.history}>
      {steps.map((step) => (
        <li key={step.number}>
          <p>
            <strong>{describeTargetStep(step)}</strong>
          </p>
          {step.note ? <p className={styles.note}>{step.note}</p> : null}
          {step.status === told ? tell(step) : null}
          <p className={record.muted}>
            {step.by ? `${step.by}, ` : ''}
            <DateText iso={step.at} withTime />
          </p>
        </li>
      ))}
    </ol>
  );
}
