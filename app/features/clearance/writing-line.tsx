import { DateText } from '#app/components/date-text.tsx';
import type { ItemWriting } from '#app/contract.ts';
import styles from './writing-line.module.css';

/** Who wrote an item last and for which agency, and which agency it is given to. */
export function WritingLine({ writing }: { writing: ItemWriting | undefined }) {
  if (!writing || (!writing.by && !writing.heldBy)) return null;
  const { by, agency, at, heldBy } = writing;
  return (
    <p className={styles.line}>
      {by ? (
        <>
          Last written by {by}
          {agency ? `, ${agency}` : ''}
          {at ? (
            <>
              , <DateText iso={at} />
            </>
          ) : null}
          .{' '}
        </>
      ) : null}
      {heldBy && heldBy !== agency ? `Given to ${heldBy}.` : ''}
    </p>
  );
}
