import { useCallback, useState } from 'react';

/** What was typed last: written by events, looked at when an answer comes. */
class Newest<Draft> {
  #typed: { code: string; text: string } | null = null;

  note(code: string, draft: Draft): void {
    this.#typed = { code, text: JSON.stringify(draft) };
  }

  isOther(code: string, draft: Draft): boolean {
    return this.#typed?.code === code && this.#typed.text !== JSON.stringify(draft);
  }
}

type Refused<Draft> = { kind: 'refused'; typed: Draft } | { kind: 'conflict' };

/**
 * What the action said of a posted form, as far as the page shows it. Where somebody went on typing while a form that
 * is now refused was on its way, what is in the fields stays, and is saved and judged by itself: putting back what was
 * refused would bury the newer words. `onTyped` is told each change of the fields of the item `code`.
 */
export function useShownAnswer<Draft, Answer extends Refused<Draft>>(
  answer: Answer | undefined,
  code: string,
): { shown: Answer | undefined; onTyped: (draft: Draft) => void } {
  const [newest] = useState(() => new Newest<Draft>());
  const onTyped = useCallback((draft: Draft) => newest.note(code, draft), [newest, code]);
  const [seen, setSeen] = useState(answer);
  const [shown, setShown] = useState(answer);
  if (answer === seen) return { shown, onTyped };
  setSeen(answer);
  const isOvertaken = answer?.kind === 'refused' && newest.isOther(code, answer.typed);
  if (isOvertaken) return { shown, onTyped };
  setShown(answer);
  return { shown: answer, onTyped };
}
