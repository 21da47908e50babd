import { DateText } from '#app/components/date-text.tsx';
import type { SectionPage } from '#app/contract.ts';
import styles from './compile.module.css';

/** What reviewers left for whoever writes: read, not published. */
export function CompilerNotes({ notes }: { notes: SectionPage['notes'] }) {
  return (
    <ul className={styles.findings}>
      {notes.map((note) => (
        <li key={note.id} className={styles.note}>
          <p className={styles.said}>{note.words}</p>
          <p className={styles.muted}>
            On {note.item === null ? 'the report' : note.item} of {note.reporter}; {note.by},{' '}
            <DateText iso={note.at} />
          </p>
        </li>
      ))}
    </ul>
  );
}
