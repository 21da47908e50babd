import { TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';

/** What is written on a publication. */
export type PublicationWords = { title: string; meeting: string; note: string };

export interface PublicationWordFieldsProps {
  typed: PublicationWords | null;
  problems: readonly FieldProblem[];
  /** Before the ids of the fields, where a page has them twice. */
  prefix?: string;
  noteHint?: string;
}

/** Title, meeting and note of a publication, all of which may be left out. */
export function PublicationWordFields({
  typed,
  problems,
  prefix = '',
  noteHint,
}: PublicationWordFieldsProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <>
      <TextField
        id={`${prefix}title`}
        name="title"
        label="Title"
        optional
        hint="Without one it is called after the round."
        defaultValue={typed?.title}
        error={problem('title')}
      />
      <TextField
        id={`${prefix}meeting`}
        name="meeting"
        label="Meeting to which it is presented"
        optional
        defaultValue={typed?.meeting}
        error={problem('meeting')}
      />
      <TextArea
        id={`${prefix}note`}
        name="note"
        label="Note to readers"
        optional
        hint={noteHint}
        rows={4}
        limit={2000}
        defaultValue={typed?.note}
        error={problem('note')}
      />
    </>
  );
}
