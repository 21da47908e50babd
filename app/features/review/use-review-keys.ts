import { useEffect, useRef } from 'react';
import { useNavigation } from 'react-router';
import { findFocusedField, findNeighbour, findUnlooked, focusField, openQuestion } from './field-keys.ts';
import type { MarkStore } from './mark-store.ts';

/** The keys of the page, as its help lists them. */
export const reviewKeys = [
  { keys: 'j or n', does: 'next field' },
  { keys: 'k or p', does: 'previous field' },
  { keys: 'a', does: 'mark the field as looked at and go on; on a marked field, take the mark back' },
  { keys: 'u', does: 'next field that was not looked at' },
  { keys: 'q', does: 'ask about the field' },
  { keys: 'Ctrl + Enter', does: 'save the question that is being typed' },
  { keys: 'Esc', does: 'back from the question to the field' },
  { keys: 'd', does: 'go to the decision' },
  { keys: '?', does: 'show these keys' },
] as const;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'submit', 'button'].includes(target.type)));

/**
 * Leads through the fields of a report by keys while they are on. Keys that are typed into a box stay there. After a
 * form was sent the focus comes back to the field that it was about.
 */
export function useReviewKeys({
  isOn,
  marks,
  toggle,
}: {
  isOn: boolean;
  marks: Pick<MarkStore, 'has'>;
  toggle: (name: string) => void;
}): void {
  const current = useRef<string | null>(null);
  const navigation = useNavigation();
  const wasSending = useRef(false);

  useEffect(() => {
    if (navigation.state !== 'idle') {
      if (navigation.formMethod) wasSending.current = true;
      return;
    }
    if (wasSending.current && isOn && document.activeElement === document.body) focusField(current.current);
    wasSending.current = false;
  }, [navigation.state, navigation.formMethod, isOn]);

  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
      if (isTyping(event.target)) {
        leaveBox(event, current.current);
        return;
      }
      if (event.ctrlKey) return;
      const at = findFocusedField() ?? current.current;
      const go = (name: string | null) => {
        if (focusField(name)) current.current = name;
      };
      switch (event.key) {
        case 'j':
        case 'n':
          go(findNeighbour(at, 1));
          break;
        case 'k':
        case 'p':
          go(findNeighbour(at, -1));
          break;
        case 'u':
          go(findUnlooked(at));
          break;
        case 'a': {
          if (at === null) return;
          const wasLooked = marks.has(at);
          toggle(at);
          if (!wasLooked) go(findNeighbour(at, 1));
          break;
        }
        case 'q':
          if (at === null || !openQuestion(at)) return;
          current.current = at;
          break;
        case 'd':
          document.getElementById('decide')?.focus();
          document.getElementById('decide')?.scrollIntoView();
          break;
        case '?':
          showHelp();
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isOn, marks, toggle]);
}

/** In a box: Ctrl and Enter sends its form, Escape goes back to the field. */
function leaveBox(event: KeyboardEvent, field: string | null): void {
  const box = event.target;
  if (!(box instanceof HTMLTextAreaElement)) return;
  if (event.key === 'Escape' && focusField(field)) event.preventDefault();
  if (event.key === 'Enter' && event.ctrlKey) {
    event.preventDefault();
    const button = box.form?.querySelector('button[name="intent"]');
    box.form?.requestSubmit(button instanceof HTMLButtonElement ? button : null);
  }
}

function showHelp(): void {
  const help = document.getElementById('review-keys');
  if (!(help instanceof HTMLDetailsElement)) return;
  help.open = true;
  help.querySelector('summary')?.focus();
  help.scrollIntoView({ block: 'center' });
}
