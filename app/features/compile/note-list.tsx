import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/details.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { Comparability, KeptNote } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import styles from './compile.module.css';
import { NoteForm, type TypedNote } from './note-form.tsx';

interface NoteListProps {
  data: Comparability;
  notes: readonly KeptNote[];
  /** A note that was refused, with what was typed and the version on which the next save builds. */
  refused: { typed: TypedNote; problems: readonly FieldProblem[]; version: number } | null;
  formId: string;
}

/** Notes on comparability, each with its form folded under it. */
export function NoteList({ data, notes, refused, formId }: NoteListProps) {
  if (notes.length === 0) return <p className={styles.muted}>No note has been written.</p>;
  const nameOf = new Map(
    data.reporters.map(({ code, kind, name }) => [code, kind === 'state' ? name : code]),
  );
  return notes.map((note) => {
    const own = refused?.typed.id === note.id ? refused : null;
    return (
      <article
        key={note.id}
        id={`note-${note.id}`}
        className={styles.note}
        aria-label={`Note on ${note.indicator}`}
      >
        <p>
          <strong>
            {note.indicator}, {note.reporter ? (nameOf.get(note.reporter) ?? note.reporter) : 'everybody'}:{' '}
            {note.kind}
          </strong>{' '}
          {note.withdrawn ? <Tag emphasis="quiet">withdrawn</Tag> : null}
          {!note.withdrawn && note.until ? <Tag emphasis="quiet">up to {note.until}</Tag> : null}
        </p>
        <p>{note.note}</p>
        <p className={styles.muted}>
          {note.from ? `From ${note.from} on` : 'From the start'}
          {note.changedBy ? (
            <>
              ; {note.changedBy}, <DateText iso={note.changedAt} />
            </>
          ) : (
            '; came with the plan'
          )}
        </p>
        <Details summary="Change, end or withdraw" flush screenOnly open={own !== null}>
          <NoteForm
            key={`${note.version}/${own?.version ?? ''}`}
            data={data}
            note={note}
            indicator={note.indicator}
            typed={own?.typed ?? null}
            problems={own?.problems ?? []}
            version={own?.version ?? note.version}
            formId={formId}
          />
        </Details>
      </article>
    );
  });
}
