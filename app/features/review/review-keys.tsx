import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useNavigation } from 'react-router';
import { Checkbox } from '#app/components/choice-field.tsx';
import { Details } from '#app/components/layout.tsx';
import { useRuns } from '#app/components/use-runs.ts';
import styles from './review.module.css';

/** The keys of the page, as its help lists them. */
const reviewKeys = [
  { keys: 'j', does: 'next item' },
  { keys: 'k', does: 'previous item' },
  { keys: 'l', does: 'looked at: mark the item and go to the next' },
  { keys: 's', does: 'mark the rest of this section as looked at' },
  { keys: 'u', does: 'next item not yet looked at' },
  { keys: 'q', does: 'ask about the item' },
  { keys: 'Ctrl + Enter', does: 'save the question you are typing' },
  { keys: 'Esc', does: 'leave the question' },
  { keys: 'd', does: 'go to the decision' },
  { keys: '?', does: 'show these keys' },
] as const;

const storedSwitch = 'bohol.review-keys';

/** Where the keys lead: addresses of the page, null where there is nothing there. */
export type KeyTargets = {
  previous: string | null;
  next: string | null;
  nextOpen: string | null;
  decide: string;
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'submit', 'button'].includes(target.type)));

/**
 * The small help with the switch of the keys, which the browser remembers. They work from the start, wherever the focus
 * is but in a box, and do nothing that a link or button of the page does not do.
 */
export function ReviewKeys({ targets }: { targets: KeyTargets }) {
  const [isOn, setOn] = useState(false);
  // Keys need scripts, so they are spoken of where there are some.
  const isAlive = useRuns();
  useEffect(() => setOn(localStorage.getItem(storedSwitch) !== 'off'), []);
  useReviewKeys(isOn, targets);
  if (!isAlive) return null;
  return (
    <Details id="review-keys" summary="Keys for this page" screenOnly flush>
      <dl className={styles.keys}>
        {reviewKeys.map(({ keys, does }) => (
          <div key={keys} className={styles.keyRow}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        id="use-keys"
        label="Use these keys on this device"
        checked={isOn}
        onChange={(event) => {
          setOn(event.target.checked);
          localStorage.setItem(storedSwitch, event.target.checked ? 'on' : 'off');
        }}
      />
    </Details>
  );
}

/** Milliseconds. */
const longestWait = 5000;

function useReviewKeys(isOn: boolean, { previous, next, nextOpen, decide }: KeyTargets): void {
  const navigate = useNavigate();
  const { state } = useNavigation();
  const { key: place } = useLocation();
  /** When and from where another page was asked for that has not come yet; a page that is late is not waited for. */
  const asked = useRef<{ place: string; at: number; isUnderWay: boolean } | null>(null);
  /** Keys that were pressed while a page was on its way: each is about the page that comes, in their order. */
  const waiting = useRef<string[]>([]);
  useEffect(() => {
    if (!isOn) return;
    const go = (to: string | null) => {
      if (to === null) return false;
      void navigate(to, { preventScrollReset: to.startsWith('?') });
      return true;
    };
    /** What each key does; true where another page is then on its way. */
    const acts: Record<string, () => boolean> = {
      j: () => go(next),
      k: () => go(previous),
      u: () => go(nextOpen),
      d: () => go(decide),
      l: () => pressButton('look'),
      s: () => pressButton('look-rest'),
      q: () => {
        // What was pressed after it was meant for the box.
        waiting.current = [];
        return openQuestion();
      },
      '?': showHelp,
    };
    const drain = () => {
      if (asked.current && performance.now() - asked.current.at < longestWait) return;
      asked.current = null;
      for (let key = waiting.current.shift(); key !== undefined; key = waiting.current.shift()) {
        if (!acts[key]?.()) continue;
        asked.current = { place, at: performance.now(), isUnderWay: false };
        return;
      }
    };
    if (asked.current && state !== 'idle') asked.current.isUnderWay = true;
    if (state === 'idle' && (asked.current?.isUnderWay || asked.current?.place !== place)) {
      asked.current = null;
      drain();
    }
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
      if (isTyping(event.target)) {
        leaveBox(event);
        return;
      }
      if (event.ctrlKey || !Object.hasOwn(acts, event.key)) return;
      event.preventDefault();
      waiting.current.push(event.key);
      drain();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isOn, previous, next, nextOpen, decide, navigate, state, place]);
}

/** Sends the form of a button of the page, by the button's id; false where the page has none. */
function pressButton(id: string): boolean {
  const button = document.getElementById(id);
  if (!(button instanceof HTMLButtonElement)) return false;
  button.form?.requestSubmit(button);
  return true;
}

/** Unfolds the question, ready to be typed. */
function openQuestion(): boolean {
  const form = document.getElementById('ask-form');
  const fold = form?.closest('details');
  if (fold) fold.open = true;
  const box = form?.querySelector('textarea');
  box?.focus();
  box?.scrollIntoView({ block: 'center' });
  return false;
}

/** In a box: Ctrl and Enter sends its form, Escape leaves it, so that the keys work again. */
function leaveBox(event: KeyboardEvent): void {
  const box = event.target;
  if (!(box instanceof HTMLTextAreaElement)) return;
  if (event.key === 'Escape') document.getElementById('item-title')?.focus();
  if (event.key === 'Enter' && event.ctrlKey) {
    event.preventDefault();
    const button = box.form?.querySelector('button[name="intent"]');
    box.form?.requestSubmit(button instanceof HTMLButtonElement ? button : null);
  }
}

function showHelp(): boolean {
  const help = document.getElementById('review-keys');
  if (!(help instanceof HTMLDetailsElement)) return false;
  help.open = true;
  help.querySelector('summary')?.focus();
  help.scrollIntoView({ block: 'center' });
  return false;
}
