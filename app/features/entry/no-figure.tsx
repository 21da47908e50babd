import type { FocusEvent, KeyboardEvent } from 'react';
import { useRuns } from '#app/components/use-runs.ts';
import { type ValueState, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import styles from './no-figure.module.css';

/** The choice that stands while there is a figure or one is still to come. */
const withFigure = 'Figure given, or to come';

const options = [
  { value: '', label: withFigure },
  { value: 'not_available', label: valueStateLabels.not_available },
  { value: 'not_applicable', label: valueStateLabels.not_applicable },
] as const;

/** What a key says in a field for a number: that there is none, and why. */
export const stateKeys: Readonly<Record<string, ValueState>> = { n: 'not_available', x: 'not_applicable' };

interface NoFigureProps {
  id: string;
  /** The name of its radio buttons: "state.total". */
  name: string;
  /** The cell in words. */
  cell: string;
  /** What is said now. */
  state: ValueState | '';
  /** What was said when the page was made, for a form that keeps its own values. */
  initial?: ValueState | '' | undefined;
}

/**
 * "No figure?" beside a cell: opens three answers, and shows the one that was chosen. With scripts it is no stop of the
 * Tab key, which leads from number to number; the keys N and X in the field say the same, and arrows lead to it.
 */
export function NoFigure({ id, name, cell, state, initial }: NoFigureProps) {
  const runs = useRuns();
  const isNone = state === 'not_available' || state === 'not_applicable';
  const words = isNone ? valueStateLabels[state] : 'No figure?';
  return (
    // Only to close it again; the controls inside are the ones that people use.
    <details className={styles.noFigure} onBlur={closeBehind} onKeyDown={closeByKey}>
      <summary
        id={id}
        data-control={name}
        className={styles.words}
        data-chosen={isNone ? '' : undefined}
        tabIndex={runs ? -1 : undefined}
      >
        {words}
        <span className={styles.of}> {cell}</span>
      </summary>
      <div role="radiogroup" aria-label={`${cell}: is there a figure?`} className={styles.choices}>
        {options.map(({ value, label }) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={(initial === 'reported' ? '' : initial) === value}
            />
            {label}
          </label>
        ))}
      </div>
    </details>
  );
}

function closeBehind(event: FocusEvent<HTMLDetailsElement>): void {
  const { currentTarget, relatedTarget } = event;
  if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) currentTarget.open = false;
}

function closeByKey(event: KeyboardEvent<HTMLDetailsElement>): void {
  const { currentTarget } = event;
  if (event.key !== 'Escape' || !currentTarget.open) return;
  currentTarget.open = false;
  currentTarget.querySelector('summary')?.focus();
}

/**
 * What a key means in a field for a number: a state where N or X takes the place of what stands there, "" where Delete
 * takes back such a state; null for every other key.
 */
export function readStateKey({
  key,
  input,
  state,
}: {
  key: string;
  input: Pick<HTMLInputElement, 'value' | 'selectionStart' | 'selectionEnd'>;
  state: string;
}): ValueState | '' | null {
  const { value, selectionStart, selectionEnd } = input;
  if ((key === 'Delete' || key === 'Backspace') && value === '') {
    return state === 'not_available' || state === 'not_applicable' ? '' : null;
  }
  const isWhole = selectionStart === 0 && selectionEnd === value.length;
  return isWhole ? (stateKeys[key.toLowerCase()] ?? null) : null;
}
