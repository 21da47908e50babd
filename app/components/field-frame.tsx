import type { ReactNode } from 'react';
import styles from './field.module.css';

/** What every field takes, whatever its control is. */
export interface FieldWords {
  /** Id of the control; the hint and error get `-hint` and `-error` after it. */
  id: string;
  label: ReactNode;
  /** Says how to answer; part of the accessible description. */
  hint?: ReactNode;
  /** One message or the list of them; only the first is shown at the field. */
  error?: string | readonly string[] | null | undefined;
  /** Adds "(optional)" to the label. */
  optional?: boolean | undefined;
  /** Size of the label; `heading` also makes it the `h1` of a page that asks one thing. */
  labelSize?: 'normal' | 'large' | 'heading' | undefined;
}

/** The first message of a field's error, or nothing. */
export function firstError(error: FieldWords['error']): string | undefined {
  if (error === null || error === undefined) return undefined;
  return typeof error === 'string' ? error || undefined : error[0];
}

/** Attributes that tie a control to its hint and error. `describedBy` adds further ids after them. */
export function describe(words: FieldWords, describedBy?: string | undefined) {
  const message = firstError(words.error);
  const own = [words.hint ? `${words.id}-hint` : '', message ? `${words.id}-error` : ''];
  // A form library may hand over the same ids; each is named once.
  const ids = [...new Set([...own, ...(describedBy ?? '').split(' ')])].filter(Boolean);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': message ? (true as const) : undefined,
  };
}

/** The error line of a field. */
export function FieldError({ id, error }: { id: string; error: FieldWords['error'] }) {
  const message = firstError(error);
  if (!message) return null;
  return (
    <p id={`${id}-error`} className={styles.error}>
      <span className={styles.errorWord}>Error:</span> {message}
    </p>
  );
}

/** The words of a label or legend with the "(optional)" that may follow. */
export function LabelWords({ label, optional }: Pick<FieldWords, 'label' | 'optional'>) {
  return (
    <>
      {label}
      {optional ? <span className={styles.optional}> (optional)</span> : null}
    </>
  );
}

/** Label, hint and error around one control. For controls of your own; the ready ones are in `field.tsx`. */
export function FieldFrame({ words, children }: { words: FieldWords; children: ReactNode }) {
  const label = (
    <label htmlFor={words.id} className={styles.label} data-size={words.labelSize ?? 'normal'}>
      <LabelWords label={words.label} optional={words.optional} />
    </label>
  );
  return (
    <div className={styles.field} data-invalid={firstError(words.error) ? '' : undefined}>
      {words.labelSize === 'heading' ? <h1 className={styles.labelHeading}>{label}</h1> : label}
      {words.hint ? (
        <div id={`${words.id}-hint`} className={styles.hint}>
          {words.hint}
        </div>
      ) : null}
      <FieldError id={words.id} error={words.error} />
      {children}
    </div>
  );
}
