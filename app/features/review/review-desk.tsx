import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { Details } from '#app/components/details.tsx';
import { Checkbox } from '#app/components/choice-field.tsx';
import type { EditorialText, Review } from './answers.ts';
import styles from './review.module.css';
import { countLookedAt } from './shown-fields.ts';
import { reviewKeys, useReviewKeys } from './use-review-keys.ts';

type Desk = {
  marks: ReadonlySet<string>;
  toggle: (name: string) => void;
  mayMark: boolean;
  mayAsk: boolean;
  edited: readonly EditorialText[];
};

const DeskContext = createContext<Desk>({
  marks: new Set(),
  toggle: () => {},
  mayMark: false,
  mayAsk: false,
  edited: [],
});

/** What the reviewer has done so far, for every field on the page. */
export const useReviewDesk = (): Desk => useContext(DeskContext);

/** Where marks are kept, from the page of a review. */
export const marksPath = ({ round, reporter }: Pick<Review, 'round' | 'reporter'>): string =>
  `/secretariat/review/${encodeURIComponent(round.code)}/${encodeURIComponent(reporter.code)}/marks`;

const storedSwitch = 'bohol.review-keys';

/**
 * Holds the reviewer's marks: shown at once, kept by the server, taken back where it does not answer. Leads by keys
 * unless they are switched off, which the browser remembers.
 */
export function ReviewDesk({ review, children }: { review: Review; children: ReactNode }) {
  const [marks, setMarks] = useState<ReadonlySet<string>>(() => new Set(review.marks));
  const [failed, setFailed] = useState(false);
  const [isOn, setOn] = useState(false);
  const { annotate } = review.permissions;
  const path = marksPath(review);

  useEffect(() => setMarks(new Set(review.marks)), [review.marks]);
  useEffect(() => setOn(annotate && localStorage.getItem(storedSwitch) !== 'off'), [annotate]);

  const toggle = useCallback(
    (name: string) => {
      const looked = !marks.has(name);
      const change = (to: boolean) =>
        setMarks((before) => {
          const after = new Set(before);
          if (to) after.add(name);
          else after.delete(name);
          return after;
        });
      change(looked);
      keepMark(path, name, looked).then(
        (isKept) => {
          setFailed(!isKept);
          if (!isKept) change(!looked);
        },
        () => {
          setFailed(true);
          change(!looked);
        },
      );
    },
    [marks, path],
  );
  useReviewKeys({ isOn, marks, toggle });

  const { looked, all } = countLookedAt(review, marks);
  return (
    <DeskContext.Provider
      value={{ marks, toggle, mayMark: annotate, mayAsk: review.permissions.query, edited: review.edited }}
    >
      {annotate && all > 0 ? (
        <div className={styles.progress} data-print="hide">
          <p>
            <strong>
              {looked} of {all}
            </strong>{' '}
            fields looked at by you
            {failed ? <strong role="alert">. The last mark could not be kept: try again.</strong> : null}
          </p>
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
        </div>
      ) : null}
      {children}
    </DeskContext.Provider>
  );
}

async function keepMark(path: string, name: string, looked: boolean): Promise<boolean> {
  const body = new URLSearchParams({ [looked ? 'look' : 'unlook']: name, quiet: '1' });
  const answer = await fetch(path, { method: 'POST', body });
  return answer.status === 204;
}
