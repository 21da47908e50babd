import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { Button, ButtonGroup, type ButtonVariant } from './button.tsx';
import styles from './confirm-step.module.css';

export interface ConfirmStepProps {
  /** A question: "Close the round 2026-H1?" */
  title: ReactNode;
  /** What will happen. */
  children: ReactNode;
  /** Fields that the form sends, by name. */
  fields: Readonly<Record<string, string>>;
  /** The verb of the button: "Close round". */
  action: string;
  variant?: ButtonVariant | undefined;
  /** Where "Cancel" leads. */
  cancelTo: string;
  /** Where the form is sent; the page in view without it. */
  sendTo?: string | undefined;
}

/** The second step before something that is hard to undo: what it does, the button, and a way back. Needs no scripts. */
export function ConfirmStep(props: ConfirmStepProps) {
  return (
    <section className={styles.step} aria-labelledby="confirm-title" id="confirm">
      <h2 id="confirm-title" tabIndex={-1} className={styles.title}>
        {props.title}
      </h2>
      <div className={styles.body}>{props.children}</div>
      <Form method="post" className={styles.form} {...(props.sendTo ? { action: props.sendTo } : {})}>
        {Object.entries(props.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ButtonGroup>
          <Button variant={props.variant}>{props.action}</Button>
          <Link to={props.cancelTo} className={styles.cancel}>
            Cancel
          </Link>
        </ButtonGroup>
      </Form>
    </section>
  );
}
