import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { LeadingPlan, PlanSummary } from '#app/contract.ts';
import styles from './plan-desk.module.css';

export interface LeadingPlanSectionProps {
  plans: readonly PlanSummary[];
  leading: LeadingPlan;
  mayLead: boolean;
  /** Whether it was chosen just now. */
  isDone: boolean;
  /** What was asked for and waits to be confirmed. */
  asked: { lead: string; instead: string } | null;
}

/** Which plan the public pages show where an address names no publication, and the choice of another. */
export function LeadingPlanSection({ plans, leading, mayLead, isDone, asked }: LeadingPlanSectionProps) {
  const published = plans.filter(({ publications }) => publications > 0);
  const now = published.find(({ code }) => code === leading.leading);
  if (!now || published.length < 2) return null;
  const next = published.find(({ code }) => code === asked?.lead && code !== now.code);
  const [chosen] = leading.choices;
  return (
    <Section
      id="front"
      title="On the front page"
      lead={`Public addresses that name no publication show the ${now.title}.`}
    >
      {isDone ? <Notice kind="success" live title={`The front page now shows the ${now.title}.`} /> : null}
      {next ? (
        <ConfirmStep
          title={`Show the ${next.title} on the front page?`}
          action="Put it on the front page"
          fields={{ lead: next.code, instead: now.code, intent: 'lead' }}
          cancelTo="/secretariat/plan#front"
        >
          <WhatChanges now={now} next={next} />
        </ConfirmStep>
      ) : null}
      {asked && !next ? <p>The {now.title} is on the front page already.</p> : null}
      <p>
        {chosen ? (
          <>
            {chosen.by} chose it on <DateText iso={chosen.at} withTime zoneName="UTC" />, instead of{' '}
            {chosen.instead}.
          </>
        ) : (
          'Nobody has chosen: it is the plan that was published first.'
        )}{' '}
        Readers find the others under <Link to="/plans">Plans</Link>.
      </p>
      {mayLead && !next ? (
        <Form method="post" action="/secretariat/plan#confirm" className={styles.form}>
          <input type="hidden" name="instead" value={now.code} />
          <RadioGroup
            id="lead"
            name="lead"
            label="Plan on the front page"
            defaultValue={now.code}
            options={published.map(({ code, title, newest }) => ({
              value: code,
              label: `${code} ${title}`,
              disabled: newest === null && code !== now.code,
              ...(newest === null ? { hint: 'Every publication of it is withdrawn.' } : {}),
            }))}
          />
          <Button variant="secondary">Choose</Button>
        </Form>
      ) : null}
    </Section>
  );
}

/** What a reader of the public pages will notice. */
function WhatChanges({ now, next }: { now: PlanSummary; next: PlanSummary }) {
  return (
    <p>
      The front page, every public page and every file that is asked for without the number of a publication,
      and figures on other sites that follow the newest one will show {next.code}, publication {next.newest}.{' '}
      {now.newest === null
        ? `The pages of ${now.code} stay under the numbers of their publications.`
        : `The pages of ${now.code} stay under /plans/${now.code} and the numbers of their publications, such as /?publication=${now.newest}.`}{' '}
      No publication changes, and another plan can be chosen at any time.
    </p>
  );
}
