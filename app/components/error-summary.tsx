import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import styles from './error-summary.module.css';

/** One problem: the id of the field at fault, its name, and the sentence that the field itself shows. */
export interface FormProblem {
  fieldId?: string | undefined;
  message: string;
  label?: string | undefined;
}

export interface ErrorSummaryProps {
  errors: readonly FormProblem[];
  title?: string | undefined;
}

/** Focuses the field and brings its label (or legend) into view, not the bare control under the top edge. */
function goToField(event: MouseEvent<HTMLAnchorElement>) {
  const id = decodeURIComponent(event.currentTarget.hash.slice(1));
  const field = document.getElementById(id);
  if (!field) return;
  event.preventDefault();
  const legend = field.closest('fieldset')?.querySelector('legend');
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  const isChoice = field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox');
  const top = isChoice ? (legend ?? label) : (label ?? legend);
  (top ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
}

/**
 * The list of what is wrong, first thing in `main`. Takes focus when it appears and whenever the
 * problems change; each line leads to its field. Renders nothing when there is no problem. The page
 * should also begin its title with "Error: ".
 */
export function ErrorSummary({ errors, title = 'There is a problem' }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);

  if (errors.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className={styles.summary} data-error-summary>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.list}>
        {errors.map((error, index) => {
          const words = error.label ? `${error.label}: ${error.message}` : error.message;
          return (
            <li key={`${error.fieldId ?? ''}:${index}`}>
              {error.fieldId ? (
                <a href={`#${error.fieldId}`} onClick={goToField}>
                  {words}
                </a>
              ) : (
                words
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface ErrorPageProps {
  /** What went wrong, in plain words: "Page not found". */
  title: ReactNode;
  /** What the reader can do now. */
  children?: ReactNode;
  /** Reference by which those who run the service find the event in the log. */
  reference?: string | undefined;
}

/** The contents of a page that could not be shown. */
export function ErrorPage({ title, children, reference }: ErrorPageProps) {
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>{title}</h1>
      {children ? <div className={styles.body}>{children}</div> : null}
      {reference ? (
        <p className={styles.reference}>
          If you write to us about this, give the reference <code>{reference}</code>.
        </p>
      ) : null}
    </div>
  );
}
