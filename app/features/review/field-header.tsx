import { Link } from 'react-router';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { isEditedField } from '#server/domain/review/editorial.rules.ts';
import { nameField } from '#server/domain/review/looked-at.rules.ts';
import type { ReviewItem } from './answers.ts';
import { buildQuestionId } from './ask-form.tsx';
import { openQuestion } from './field-keys.ts';
import { buildFieldId } from './field-id.ts';
import { describeField } from './field-words.ts';
import { useIsLooked, useReviewDesk } from './review-desk.tsx';
import styles from './review.module.css';

/**
 * The name of a field with what can be done about it: mark it as looked at, ask about it, set other words beside it.
 * The keys of the page lead here; without scripts the mark is a button of a form and the rest are links.
 */
export function FieldHeader({
  item,
  field,
  state,
}: {
  item: ReviewItem;
  field: string;
  state: 'changed' | 'unchanged' | null;
}) {
  const desk = useReviewDesk();
  const name = nameField({ subject: item.subject, code: item.code, field });
  const isLooked = useIsLooked(name);
  const about = (
    <VisuallyHidden>
      {' '}
      {describeField(item, field)} of {item.code}
    </VisuallyHidden>
  );
  const edited = desk.edited.find(
    (text) => text.subject === item.subject && text.code === item.code && text.field === field,
  );
  return (
    <div className={styles.fieldHead}>
      <span
        id={buildFieldId(name)}
        data-field={name}
        data-looked={isLooked ? '' : undefined}
        tabIndex={-1}
        className={styles.fieldName}
      >
        {describeField(item, field)}
      </span>
      {state === 'changed' ? (
        <span className={styles.changed}>changed</span>
      ) : state === 'unchanged' ? (
        <span className={styles.unchanged}>not changed</span>
      ) : null}
      {edited ? <span className={styles.unchanged}>edited beside</span> : null}
      <span className={styles.fieldTools} data-print="hide">
        {desk.mayMark ? (
          <button
            name={isLooked ? 'unlook' : 'look'}
            value={name}
            aria-pressed={isLooked}
            className={styles.tool}
            onClick={(event) => {
              event.preventDefault();
              desk.toggle(name);
            }}
          >
            {isLooked ? '✓ Looked at' : 'Look at'}
            {about}
          </button>
        ) : null}
        {desk.mayAsk ? (
          <a
            href={`#${buildQuestionId(item)}`}
            className={styles.tool}
            onClick={(event) => {
              if (openQuestion(name)) event.preventDefault();
            }}
          >
            Ask
            {about}
          </a>
        ) : null}
        {desk.mayMark && isEditedField(item.subject, field) ? (
          <Link
            to={`?write=${encodeURIComponent(`edit/${name}`)}#write`}
            preventScrollReset
            className={styles.tool}
          >
            Edit beside
            {about}
          </Link>
        ) : null}
      </span>
    </div>
  );
}
