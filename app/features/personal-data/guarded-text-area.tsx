import {
  findPersonalData,
  type PersonalDataHit,
} from '#server/domain/personal-data/find-personal-data.rules.ts';
import { describePersonalData } from '#server/domain/personal-data/find-personal-data.rules.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Checkbox } from '#app/components/choice-field.tsx';
import { TextArea, type TextAreaProps } from '#app/components/field.tsx';
import styles from './guarded-text-area.module.css';

/**
 * Fields whose text is looked at before it is saved. A form says which they are (GuardedTextArea does), by the id of
 * the control, so that what travels hidden in it is left alone; and it says what somebody has looked at already.
 */
const guardPrefix = 'guarded.';
const confirmPrefix = 'notPersonal.';

const buildGuardName = (id: string) => `${guardPrefix}${id}`;
const buildConfirmName = (name: string) => `${confirmPrefix}${name}`;

/** A sign for exactly these findings: what is confirmed once need not be asked again, what is new must. */
function signHits(text: string, hits: readonly PersonalDataHit[]): string {
  let hash = 0x811c9dc5;
  for (const sign of hits.map(({ start, end }) => text.slice(start, end)).join('\n')) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** Line ends as a form posts them and as a field holds them are the same text. */
export const readGuarded = (text: string) => text.replace(/\r\n?/g, '\n');

export type Unconfirmed = { fieldId: string; name: string; sentence: string };

/** The guarded fields of a form that seem to hold personal data and that nobody has confirmed. */
export function findUnconfirmed(form: FormData): Unconfirmed[] {
  return [...form.entries()].flatMap(([key, name]): Unconfirmed[] => {
    if (!key.startsWith(guardPrefix) || typeof name !== 'string') return [];
    const typed = form.get(name);
    if (typeof typed !== 'string') return [];
    const text = readGuarded(typed);
    const hits = findPersonalData(text);
    const sentence = describePersonalData(hits);
    if (sentence === null || form.get(buildConfirmName(name)) === signHits(text, hits)) return [];
    return [{ fieldId: key.slice(guardPrefix.length), name, sentence }];
  });
}

/**
 * Whether the form on the page is waiting for an answer about personal data, in one of the fields that `isOurs` says
 * by the ids of their controls: an answer to a question stands in the form of an item and is saved by itself.
 */
export const isAskingAboutPersons = (
  form: HTMLFormElement | null,
  isOurs: (fieldId: string) => boolean,
): boolean => form !== null && findUnconfirmed(new FormData(form)).some(({ fieldId }) => isOurs(fieldId));

/** What is said over a text that was sent without an answer. */
export const askAgain =
  'This text seems to hold personal data. Change it, or confirm below it that it does not.';

/** For whoever presses the button with the question in view: that is an answer. */
export function confirmInView(form: HTMLFormElement): void {
  for (const box of form.querySelectorAll<HTMLInputElement>(`input[name^="${confirmPrefix}"]`)) {
    box.checked = true;
  }
}

interface GuardedTextAreaProps extends Omit<TextAreaProps, 'defaultValue'> {
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
