import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import confirmStyles from '#app/components/confirm-step.module.css';
import { TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';

export interface DayFormProps {
  /** "Give Thailand more time". */
  title: string;
  children: ReactNode;
  /** Fields that the form sends, by name. */
  fields: Readonly<Record<string, string>>;
  /** The field of the day: its name and label, and what was typed. */
  day: { name: 'dueOn' | 'closesOn'; label: string; typed: string };
  reason: { typed: string; hint: string };
  problems: readonly FieldProblem[];
  action: string;
  cancelTo: string;
}

/** The step before a day is moved: what follows from it, the new day, and the reason. */
export function DayForm({ title, children, fields, day, reason, problems, action, cancelTo }: DayFormProps) {
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  return (
    <section className={confirmStyles.step} aria-labelledby="confirm-title" id="confirm">
      <h2 id="confirm-title" tabIndex={-1} className={confirmStyles.title}>
        {title}
      </h2>
      <div className={confirmStyles.body}>{children}</div>
      <Form method="post" className={confirmStyles.form} noValidate>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextField
          id={day.name}
          name={day.name}
          type="date"
          label={day.label}
          width={20}
          defaultValue={day.typed}
          error={errorOf(day.name)}
        />
        <TextArea
          id="reason"
          name="reason"
          label="Reason"
          hint={reason.hint}
          rows={3}
          limit={2000}
          defaultValue={reason.typed}
          error={errorOf('reason')}
        />
        <ButtonGroup>
          <Button>{action}</Button>
          <Link to={cancelTo} className={confirmStyles.cancel}>
            Cancel
          </Link>
        </ButtonGroup>
      </Form>
    </section>
  );
}
