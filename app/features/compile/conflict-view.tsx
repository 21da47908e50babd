import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { StoredText } from '#app/features/compile/use-section-saver.ts';
import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import styles from './compile.module.css';

interface ConflictViewProps {
  theirs: StoredText;
  mine: string;
  /** Without scripts the form itself decides: saving again puts the typed words in place. */
  onKeepMine?: (() => void) | undefined;
  onTakeTheirs?: (() => void) | undefined;
}

/** What somebody else stored meanwhile, with the words marked that are in one text alone. Both stay in the versions. */
export function ConflictView({ theirs, mine, onKeepMine, onTakeTheirs }: ConflictViewProps) {
  return (
    <Notice
      kind="warning"
      live
      title="Somebody else changed this section while you were at it. Yours is not saved."
    >
      <p>
        {theirs.changedBy ?? 'Somebody'} saved version {theirs.version}
        {theirs.changedAt ? (
          <>
            {' '}
            on <DateText iso={theirs.changedAt} withTime />
          </>
        ) : null}
        . Their words, with what is only in theirs underlined:
      </p>
      <ComparedText before={mine} now={theirs.text} side="new" />
      {onKeepMine && onTakeTheirs ? (
        <ButtonGroup>
          <Button type="button" variant="secondary" onClick={onKeepMine}>
            Save mine in its place
          </Button>
          <Button type="button" variant="secondary" onClick={onTakeTheirs}>
            Drop mine and go on with theirs
          </Button>
        </ButtonGroup>
      ) : (
        <p>
          Your words stand in the form below. Saving again puts them in place; theirs stay in the versions.
        </p>
      )}
    </Notice>
  );
}

/** One of two texts, with the words marked that are in it alone: struck through where they went, underlined where they came. */
export function ComparedText({ before, now, side }: { before: string; now: string; side: 'old' | 'new' }) {
  if ((side === 'old' ? before : now) === '') return <p className={styles.muted}>Nothing is written.</p>;
  return (
    <div className={styles.compared}>
      {listTextChanges(before, now).map((stretch, at) => {
        if (stretch.kind === 'same') return side === 'old' ? stretch.before : stretch.text;
        if ((stretch.kind === 'removed') !== (side === 'old')) return null;
        return side === 'old' ? (
          <del key={at} className={styles.removed}>
            {stretch.text}
          </del>
        ) : (
          <ins key={at} className={styles.added}>
            {stretch.text}
          </ins>
        );
      })}
    </div>
  );
}
