import { useCallback, useState } from 'react';

/** What was typed last: written by events, looked at when an answer comes. */
class Newest<Draft> {
  #typed: { code: string; draft: Draft } | null = null;

  readonly note = (code: string, draft: Draft): void => {
    this.#typed = { code, draft };
  };

  /** What was typed into the item's fields after `sent` had left; null when nothing was. */
  readonly findLater = (code: string, sent: Draft): Draft | null =>
    this.#typed?.code === code && JSON.stringify(this.#typed.draft) !== JSON.stringify(sent)
      ? this.#typed.draft
      : null;
}

type Refused<Draft> = { kind: 'refused'; typed: Draft } | { kind: 'conflict' };

/**
 * What the action said of a posted form, as far as the page shows it. Where somebody went on typing while a form that
 * is now refused was on its way, what is in the fields stays, and is saved and judged by itself: putting back what was
 * refused would bury the newer words. `onTyped` is told each change of the fields of the item `code`;
 * `findLater` is for the form that takes the place of the refused one: keys may be pressed until it stands there.
 */
export function useShownAnswer<Draft, Answer extends Refused<Draft>>(
  answer: Answer | undefined,
  code: string,
): {
  shown: Answer | undefined;
  onTyped: (draft: Draft) => void;
  findLater: (code: string, sent: Draft) => Draft | null;
} {
  const [newest] = useState(() => new Newest<Draft>());
  const onTyped = useCallback((draft: Draft) => newest.note(code, draft), [newest, code]);
  const [seen, setSeen] = useState(answer);
  const [shown, setShown] = useState(answer);
  const { findLater } = newest;
  if (answer === seen) return { shown, onTyped, findLater };
  setSeen(answer);
  const isOvertaken = answer?.kind === 'refused' && newest.findLater(code, answer.typed) !== null;
  if (isOvertaken) return { shown, onTyped, findLater };
  setShown(answer);
  return { shown: answer, onTyped, findLater };
}
