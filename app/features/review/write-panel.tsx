import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import confirmStyles from '#app/components/confirm-step.module.css';
import { TextArea } from '#app/components/field.tsx';
import type { CompilerNote, CurrentItem, EditorialText, ReviewItem } from '#app/contract.ts';
import type { Refusal } from '#app/features/errors/ask.ts';
import { isEditedField, parseFieldName } from '#server/domain/review/reviewed-fields.rules.ts';
import { describeField } from './fields.ts';
import styles from './review.module.css';
import { TextValue } from './text-value.tsx';

/** What is being written: a note for the compiler, or a wording beside a field; null for an address that names none. */
export type Writing =
  | { kind: 'note'; item: ReviewItem | null; note: CompilerNote | null }
  | { kind: 'edit'; item: ReviewItem; field: string; text: EditorialText | null }
  | null;

/** Reads from the address what is being written about an item; null for anything else. */
export function readWriting(write: string, { item, notes, edited }: CurrentItem): Writing {
  const isOwn = (subject: string, code: string) => item.subject === subject && item.code === code;
  if (write.startsWith('note/')) {
    const [place = '', id] = write.slice('note/'.length).split('#');
    const [subject = '', ...rest] = place.split('/');
    return isOwn(subject, rest.join('/')) ? { kind: 'note', item, note: findNote(notes, id) } : null;
  }
  const place = write.startsWith('edit/') ? parseFieldName(write.slice('edit/'.length)) : null;
  if (!place || !isOwn(place.subject, place.code) || !isEditedField(place.subject, place.field)) return null;
  const text = edited.find(({ field }) => field === place.field);
  return { kind: 'edit', item, field: place.field, text: text ?? null };
}

/** The same of a note about the whole report. */
export function readReportNote(write: string, notes: readonly CompilerNote[]): Writing {
  if (!write.startsWith('note/report')) return null;
  return { kind: 'note', item: null, note: findNote(notes, write.split('#')[1]) };
}

const findNote = (notes: readonly CompilerNote[], id: string | undefined) =>
  notes.find((one) => String(one.id) === id) ?? null;

/** The reporter's own words of a field. */
function readWords(item: ReviewItem, field: string): string {
  if (item.subject === 'indicator') return item.now.note;
  return item.now[field as 'achievements' | 'challenges' | 'nextSteps'];
}

/** The form in which a note or a wording is written. The reporter's own words stand above and cannot be changed. */
export function WritePanel({
  writing,
  requestId,
  typed,
  refusal,
  backTo,
}: {
  writing: NonNullable<Writing>;
  requestId: string;
  /** What was typed into a form that was refused. */
  typed: string | null;
  refusal: Refusal | null;
  backTo: string;
}) {
  const { item } = writing;
  const stored = writing.kind === 'note' ? writing.note : writing.text;
  const current =
    refusal?.code === 'CONFLICT' ? (refusal.current as { version: number; words: string }) : null;
  const problem = refusal?.fields.find(({ path }) => path === 'words')?.message;
  const [title, hint, limit] =
    writing.kind === 'note'
      ? [
          item ? `Note for the compiler about ${item.code}` : 'Note for the compiler about the whole report',
          'Only the secretariat reads it.',
          2000,
        ]
      : [
          `Other wording for ${describeField(writing.item, writing.field).toLowerCase()} of ${writing.item.code}`,
          'Editions use it, marked as edited by the secretariat. The report itself does not change.',
          10_000,
        ];
  return (
    <section className={confirmStyles.step} aria-labelledby="write" data-print="hide">
      <h2 id="write" tabIndex={-1} className={confirmStyles.title}>
        {title}
      </h2>
      {writing.kind === 'edit' ? (
        <div className={confirmStyles.body}>
          <p className={styles.by}>The reporter's text</p>
          <TextValue text={readWords(writing.item, writing.field)} />
        </div>
      ) : null}
      {current ? (
        <div className={confirmStyles.body}>
          <p className={styles.by}>The stored text. Save again to replace it.</p>
          <TextValue text={current.words} />
        </div>
      ) : null}
      <Form method="post" className={confirmStyles.form} noValidate>
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="subject" value={item?.subject ?? ''} />
        <input type="hidden" name="code" value={item?.code ?? ''} />
        {writing.kind === 'edit' ? <input type="hidden" name="field" value={writing.field} /> : null}
        {writing.kind === 'note' ? <input type="hidden" name="id" value={writing.note?.id ?? ''} /> : null}
        <input type="hidden" name="version" value={current?.version ?? stored?.version ?? 0} />
        <TextArea
          id="words"
          name="words"
          label={writing.kind === 'note' ? 'Note' : 'Wording of the secretariat'}
          hint={hint}
          rows={writing.kind === 'note' ? 4 : 8}
          limit={limit}
          defaultValue={
            typed ?? stored?.words ?? (writing.kind === 'edit' ? readWords(writing.item, writing.field) : '')
          }
          error={problem}
        />
        <ButtonGroup>
          <Button name="intent" value={writing.kind}>
            {writing.kind === 'note' ? 'Save note' : 'Save wording'}
          </Button>
          <Link to={backTo} preventScrollReset className={confirmStyles.cancel}>
            Cancel
          </Link>
        </ButtonGroup>
      </Form>
    </section>
  );
}
