import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { Details } from '#app/components/details.tsx';
import { Checkbox } from '#app/components/choice-field.tsx';
import type { EditorialText, Review } from '#app/contract.ts';
import { send } from '#app/features/http/http-client.ts';
import { createMarkStore, type MarkStore } from './mark-store.ts';
import styles from './review.module.css';
import { listFieldNames } from './shown-fields.ts';
import { reviewKeys, useReviewKeys } from './use-review-keys.ts';

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
  const [isAlive, setAlive] = useState(false);
  const { annotate, query } = review.permissions;
  const path = marksPath(review);

  useEffect(() => setAlive(true), []);
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
            {failed ? <strong role="alert">. The last mark could not be kept: try again.</strong> : null}
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
