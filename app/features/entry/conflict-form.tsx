import { type ReactNode, useEffect, useRef } from 'react';
import { Form } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { useMomentFormat } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { FieldError } from '#app/components/field.tsx';
import { comparisonName } from './field-ids.ts';
import { listTextChanges, type TextStretch } from '#server/domain/submission/text-changes.calculations.ts';
import { type Side } from './conflict-sides.ts';
import { type ComparedField, compareSides, type Keep } from './conflict.ts';
import styles from './conflict-form.module.css';

/** Two versions of one item, as an action hands them over. */
export type Conflict = {
  mine: Side;
  theirs: Side;
  /** What both had read, where history still tells. */
  base: Side | null;
  /** The version that holds their answers. */
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
  /** What was chosen before something was missing. */
  keep: Record<string, Keep | undefined>;
  /** Questions for which nothing was chosen, when the form was sent. */
  missing: string[];
  /** Why the choice could not be saved, for other reasons than a missing choice. */
  sentence: string | null;
};

/** How a question's answers are shown. */
export type ComparedQuestion = {
  label: string;
  /** A longer text: its differing words are marked, and both can be kept. */
  isText: boolean;
  show: (answer: string) => ReactNode;
};

interface ConflictFormProps {
  conflict: Conflict;
  requestId: string;
  /** Whose words "mine" are. */
  personId: string;
  describe: (key: string) => ComparedQuestion;
}

const changedBy: Record<ComparedField['changedBy'], (name: string) => string> = {
  both: (name) => `you and ${name} changed this`,
  me: () => 'only you changed this',
  them: (name) => `only ${name} changed this`,
  unknown: () => 'the two versions differ',
};

/** Two people's versions side by side, question by question; without scripts as with them. */
export function ConflictForm({ conflict, requestId, personId, describe }: ConflictFormProps) {
  const { mine, theirs, updatedAt } = conflict;
  const formatMoment = useMomentFormat();
  const name = conflict.updatedBy ?? 'another person';
  const fields = compareSides(conflict);
  const same = Object.keys(mine).length - fields.length;
  const heading = useRef<HTMLHeadingElement>(null);
  const hasErrors = conflict.missing.length > 0 || conflict.sentence !== null;
  // The form that had focus is gone; reading goes on here, or at the list of what is missing.
  useEffect(() => {
    if (!hasErrors) heading.current?.focus();
  }, [hasErrors]);
  return (
    <section aria-labelledby="conflict">
      <ErrorSummary
        errors={[
          ...(conflict.sentence ? [{ message: conflict.sentence }] : []),
          ...fields
            .filter(({ key }) => conflict.missing.includes(key))
            .map(({ key }) => ({
              fieldId: radioId(key, 'theirs'),
              message: `${describe(key).label}: choose which to keep.`,
            })),
        ]}
      />
      <h2 id="conflict" tabIndex={-1} ref={heading}>
        {name} changed this while you were writing
      </h2>
      <p>
        {updatedAt ? `Their version was saved on ${formatMoment(updatedAt)}. ` : ''}
        Nothing of yours is lost. Choose which answer to keep for each question.
        {same > 0
          ? ` There is nothing to choose for the other ${same === 1 ? 'question' : `${same} questions`}: what either of you changed there is kept.`
          : ''}
      </p>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value="settle" />
        <input type="hidden" name="version" value={conflict.version} />
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="person" value={personId} />
        <input type="hidden" name="updatedAt" value={updatedAt ?? ''} />
        <input type="hidden" name="updatedBy" value={conflict.updatedBy ?? ''} />
        {Object.keys(mine).map((key) => (
          <span key={key} hidden>
            <input type="hidden" name={comparisonName('mine', key)} value={mine[key] ?? ''} />
            <input type="hidden" name={comparisonName('theirs', key)} value={theirs[key] ?? ''} />
            {conflict.base ? (
              <input type="hidden" name={comparisonName('base', key)} value={conflict.base[key] ?? ''} />
            ) : null}
          </span>
        ))}
        {fields.map((field) => (
          <Compared
            key={field.key}
            field={field}
            name={name}
            question={describe(field.key)}
            chosen={conflict.keep[field.key] ?? field.keep}
            isMissing={conflict.missing.includes(field.key)}
          />
        ))}
        <ButtonGroup>
          <Button>Save what I chose</Button>
          <Button variant="secondary" name="take" value="mine">
            Keep all of mine
          </Button>
          <Button variant="secondary" name="take" value="theirs">
            Keep all of theirs
          </Button>
        </ButtonGroup>
      </Form>
    </section>
  );
}

const radioId = (key: string, keep: Keep) => `keep-${keep}-${key.replace(/[^\w]/g, '.')}`;

interface ComparedProps {
  field: ComparedField;
  name: string;
  question: ComparedQuestion;
  chosen: Keep | null;
  isMissing: boolean;
}

function Compared({ field, name, question, chosen, isMissing }: ComparedProps) {
  const changes = question.isText ? listTextChanges(field.theirs, field.mine) : null;
  const versions: { keep: Keep; label: string; body: ReactNode }[] = [
    {
      keep: 'theirs',
      label: `Keep the answer of ${name}`,
      body: changes ? <Marked changes={changes} without="added" /> : question.show(field.theirs),
    },
    {
      keep: 'mine',
      label: 'Keep mine',
      body: changes ? <Marked changes={changes} without="removed" /> : question.show(field.mine),
    },
  ];
  const errorId = radioId(field.key, 'theirs');
  return (
    <fieldset className={styles.field} aria-describedby={isMissing ? `${errorId}-error` : undefined}>
      <legend className={styles.legend}>
        {question.label} <span className={styles.who}>{changedBy[field.changedBy](name)}</span>
      </legend>
      {isMissing ? <FieldError id={errorId} error="Choose which to keep." /> : null}
      <div className={styles.versions}>
        {versions.map(({ keep, label, body }) => (
          <div key={keep} className={styles.version}>
            <Radio field={field.key} keep={keep} label={label} chosen={chosen} />
            <div className={styles.body}>{body}</div>
          </div>
        ))}
      </div>
      {question.isText && field.mine !== '' && field.theirs !== '' ? (
        <Radio field={field.key} keep="both" label="Keep both, theirs first" chosen={chosen} />
      ) : null}
    </fieldset>
  );
}

function Radio({
  field,
  keep,
  label,
  chosen,
}: {
  field: string;
  keep: Keep;
  label: string;
  chosen: Keep | null;
}) {
  const id = radioId(field, keep);
  return (
    <div className={styles.choice}>
      <input
        type="radio"
        id={id}
        name={comparisonName('keep', field)}
        value={keep}
        defaultChecked={chosen === keep}
        className={styles.radio}
      />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
    </div>
  );
}

/** One version of a text with the words that the other does not have marked. */
function Marked({ changes, without }: { changes: readonly TextStretch[]; without: 'added' | 'removed' }) {
  const own = changes.filter(({ kind }) => kind !== without);
  if (own.every(({ text }) => text.trim() === '')) return <span className={styles.empty}>No text</span>;
  return (
    <>
      {own.map(({ kind, text }, index) =>
        kind === 'same' ? (
          // The stretches of a text have no other name than their place in it.
          <span key={index}>{text}</span>
        ) : (
          <mark key={index} className={styles.mark}>
            {text}
          </mark>
        ),
      )}
    </>
  );
}
