import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import type { NationalTarget } from '#app/contract.ts';
import record from '#app/features/forms/record.module.css';

interface DecideFormsProps {
  target: Pick<NationalTarget, 'version' | 'may'>;
  /** What goes on: "clear" by the state's clearing officer, "accept" by the secretariat. */
  forward: { intent: 'clear' | 'accept'; label: string; lead: string };
  formId: string;
  person?: string;
  /** What was typed as a reason, and what is wrong with it. */
  reason: string;
  error: string | undefined;
}

/** Clears or accepts what waits, or returns it with a reason. */
export function DecideForms({ target, forward, formId, person, reason, error }: DecideFormsProps) {
  const fields = (
    <>
      <input type="hidden" name="version" value={target.version} />
      <input type="hidden" name="requestId" value={formId} />
      {person ? <input type="hidden" name="person" value={person} /> : null}
    </>
  );
  return (
    <Section id="decide" title="Decide" lead={forward.lead}>
      <Form method="post">
        {fields}
        <Button name="intent" value={forward.intent}>
          {forward.label}
        </Button>
      </Form>
      {target.may.return ? (
        <Form method="post" noValidate className={record.form}>
          {fields}
          <TextArea
            id="reason"
            name="reason"
            label="Reason for returning"
            hint="Say what should change. The focal point reads it."
            rows={3}
            limit={2000}
            defaultValue={reason}
            error={error}
          />
          <Button name="intent" value="return" variant="secondary">
            Return for changes
          </Button>
        </Form>
      ) : null}
    </Section>
  );
}
