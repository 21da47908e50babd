import { useRuns } from '#app/components/use-runs.ts';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Details } from '#app/components/layout.tsx';
import { Checkbox } from '#app/components/choice-field.tsx';
import type { EditorialText, Review } from '#app/contract.ts';
import { send } from '#app/features/http/http-client.ts';
import styles from './review.module.css';
import {
  findFocusedField,
  findNeighbour,
  findUnlooked,
  focusField,
  listFieldNames,
  openQuestion,
} from './fields.ts';
import { useNavigation } from 'react-router';

/** The reviewer's marks on a page, apart from what is drawn: one mark redraws one field and not a report of hundreds. */
type MarkStore = {
  has: (name: string) => boolean;
  /** All marks; another object after each change. */
  read: () => ReadonlySet<string>;
  change: (name: string, looked: boolean) => void;
  /** Takes over what the server says. */
  reset: (names: readonly string[]) => void;
  subscribe: (listener: () => void) => () => void;
};

function createMarkStore(names: readonly string[]): MarkStore {
  let marks: ReadonlySet<string> = new Set(names);
  const listeners = new Set<() => void>();
  const put = (next: ReadonlySet<string>) => {
    marks = next;
    for (const listener of listeners) listener();
  };
  return {
    has: (name) => marks.has(name),
    read: () => marks,
    change(name, looked) {
      const next = new Set(marks);
      if (looked) next.add(name);
      else next.delete(name);
      put(next);
    },
    reset: (fresh) => put(new Set(fresh)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Desk = {
  marks: MarkStore;
  toggle: (name: string) => void;
  mayMark: boolean;
  mayAsk: boolean;
  edited: readonly EditorialText[];
};

const DeskContext = createContext<Desk>({
  marks: createMarkStore([]),
  toggle: () => {},
  mayMark: false,
  mayAsk: false,
  edited: [],
});

/** What the reviewer can do with each field on the page. */
export const useReviewDesk = (): Desk => useContext(DeskContext);

/** Whether the reviewer has looked at a field. */
export function useIsLooked(name: string): boolean {
  const { marks } = useReviewDesk();
  const read = () => marks.has(name);
  return useSyncExternalStore(marks.subscribe, read, read);
}

/** Where marks are kept, from the page of a review. */
export const marksPath = ({ round, reporter }: Pick<Review, 'round' | 'reporter'>): string =>
  `/secretariat/review/${encodeURIComponent(round.code)}/${encodeURIComponent(reporter.code)}/marks`;

const storedSwitch = 'bohol.review-keys';

/**
 * Holds the reviewer's marks: shown at once, kept by the server, taken back where it does not answer. Leads by keys
 * unless they are switched off, which the browser remembers.
 */
export function ReviewDesk({ review, children }: { review: Review; children: ReactNode }) {
  const [marks] = useState(() => createMarkStore(review.marks));
  const [failed, setFailed] = useState(false);
  const [isOn, setOn] = useState(false);
  // Keys need scripts, so they are spoken of where there are some.
  const isAlive = useRuns();
  const { annotate, query } = review.permissions;
  const path = marksPath(review);

  useEffect(() => marks.reset(review.marks), [marks, review.marks]);
  useEffect(() => setOn(annotate && localStorage.getItem(storedSwitch) !== 'off'), [annotate]);

  const toggle = useCallback(
    (name: string) => {
      const looked = !marks.has(name);
      const settle = (isKept: boolean) => {
        setFailed(!isKept);
        if (!isKept) marks.change(name, !looked);
      };
      marks.change(name, looked);
      keepMark(path, name, looked).then(settle, () => settle(false));
    },
    [marks, path],
  );
  useReviewKeys({ isOn, marks, toggle });

  const desk = useMemo(
    () => ({ marks, toggle, mayMark: annotate, mayAsk: query, edited: review.edited }),
    [marks, toggle, annotate, query, review.edited],
  );
  const names = useMemo(() => listFieldNames(review), [review]);
  return (
    <DeskContext.Provider value={desk}>
      {annotate && names.length > 0 ? (
        <div className={styles.progress} data-print="hide">
          <p>
            <Looked marks={marks} names={names} /> fields looked at by you
            {failed ? <strong role="alert">. The last mark could not be saved. Try again.</strong> : null}
          </p>
          {isAlive ? (
            <Details id="review-keys" summary="Keys for this page">
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
          ) : null}
        </div>
      ) : null}
      {children}
    </DeskContext.Provider>
  );
}

function Looked({ marks, names }: { marks: MarkStore; names: readonly string[] }) {
  const all = useSyncExternalStore(marks.subscribe, marks.read, marks.read);
  return (
    <strong>
      {names.filter((name) => all.has(name)).length} of {names.length}
    </strong>
  );
}

function keepMark(path: string, name: string, looked: boolean): Promise<boolean> {
  const body = new URLSearchParams({ [looked ? 'look' : 'unlook']: name, quiet: '1' });
  return send(path, { method: 'POST', body }, async ({ status }) => status === 204);
}

/** The keys of the page, as its help lists them. */
const reviewKeys = [
  { keys: 'j or n', does: 'next field' },
  { keys: 'k or p', does: 'previous field' },
  { keys: 'a', does: 'mark the field as looked at and continue; on a marked field, remove the mark' },
  { keys: 'u', does: 'next field not yet looked at' },
  { keys: 'q', does: 'ask about the field' },
  { keys: 'Ctrl + Enter', does: 'save the question you are typing' },
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
function useReviewKeys({
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
