import { useEffect, useMemo, useRef, useState } from 'react';
import { Checkbox } from '#app/components/choice-field.tsx';
import { TextArea, type TextAreaProps } from '#app/components/field.tsx';
import {
  findPersonalData,
  describePersonalData,
} from '#server/domain/personal-data/find-personal-data.rules.ts';
import styles from './guarded-text-area.module.css';
import { buildConfirmName, buildGuardName, readGuarded, signHits } from './unconfirmed.ts';

export interface GuardedTextAreaProps extends Omit<TextAreaProps, 'defaultValue'> {
  name: string;
  defaultValue: string;
  /** What is saved already: it was looked at when it was saved. */
  stored: string;
}

/** From the last key to the question, so that nobody is asked in the middle of a number. */
const pauseMs = 600;

/**
 * A text area that asks when its text looks like personal data, while somebody types and, without scripts, when the
 * form comes back. Whoever is asked changes the text or ticks the box; autosave waits for either.
 */
export function GuardedTextArea({ stored, onInput, ...area }: GuardedTextAreaProps) {
  const { id, name, defaultValue } = area;
  const [text, setText] = useState(() => readGuarded(defaultValue));
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hits = useMemo(() => findPersonalData(text), [text]);
  const sentence = describePersonalData(hits);
  const sign = signHits(text, hits);
  return (
    <div className={styles.guarded}>
      <input type="hidden" name={buildGuardName(id)} value={name} />
      <TextArea
        {...area}
        onInput={(event) => {
          const typed = readGuarded(event.currentTarget.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => setText(typed), pauseMs);
          onInput?.(event);
        }}
      />
      <div role="status">
        {sentence === null ? null : (
          <div className={styles.asks}>
            <p>
              <strong>Is this personal data?</strong> {sentence}
            </p>
            <Checkbox
              key={sign}
              id={`${id}-not-personal`}
              name={buildConfirmName(name)}
              value={sign}
              label="There is no personal data in this text"
              defaultChecked={text === readGuarded(stored)}
            />
          </div>
        )}
      </div>
    </div>
  );
}
