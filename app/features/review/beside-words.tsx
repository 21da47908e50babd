import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/layout.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { CompilerNote, EditorialText, PeerNote, Review, ReviewItem } from '#app/contract.ts';
import { editedMark, serialiseFieldName } from '#server/domain/review/reviewed-fields.rules.ts';
import { describeField } from './fields.ts';
import styles from './review.module.css';

const kindWords: Record<PeerNote['kind'], string> = {
  definition: 'Definition',
  law: 'Law',
  method: 'Method',
  source: 'Source',
};

/** How this reporter and others count an indicator, in the words of the notes on comparability. Never a figure. */
export function PeerNotes({ notes, reporter }: { notes: readonly PeerNote[]; reporter: string }) {
  const own = notes.filter((note) => note.reporter === reporter || note.reporter === null);
  const others = notes.filter((note) => note.reporter !== reporter && note.reporter !== null);
  const line = (note: PeerNote, at: number) => (
    <li key={at}>
      <strong>
        {note.reporter === null ? 'Everybody' : note.reporter === reporter ? 'This reporter' : note.name}.
      </strong>{' '}
      {kindWords[note.kind]}: {note.note}
      {note.from ? <span className={styles.by}> (since {note.from})</span> : null}
    </li>
  );
  return (
    <>
      {own.length > 0 ? <ul className={styles.peers}>{own.map(line)}</ul> : null}
      {others.length > 0 ? (
        <Details
          summary={`Definitions of other reporters (${others.length})`}
          flush
          open={others.length <= 2}
        >
          <ul className={styles.peers}>{others.map(line)}</ul>
        </Details>
      ) : null}
    </>
  );
}

/** Notes for whoever compiles, with the ways to write, change and settle one. */
export function CompilerNotes({
  notes,
  item,
  writePath,
}: {
  notes: readonly CompilerNote[];
  item: Pick<ReviewItem, 'subject' | 'code'> | null;
  /** Where one is written, by its id, or without one a new one; null for whoever may not. */
  writePath: ((write: string) => string) | null;
}) {
  const place = item ? `${item.subject}/${item.code}` : 'report';
  const about = item ? ` about ${item.code}` : ' about the whole report';
  return (
    <>
      {notes.length > 0 ? (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note.id}>
              <p className={styles.text}>{note.words}</p>
              <p className={styles.by}>
                {note.by}, <DateText iso={note.at} />
              </p>
              {writePath ? (
                <Form method="post" preventScrollReset className={styles.noteTools} data-print="hide">
                  <input type="hidden" name="id" value={note.id} />
                  <input type="hidden" name="version" value={note.version} />
                  <input type="hidden" name="words" value={note.words} />
                  <input type="hidden" name="subject" value={item?.subject ?? ''} />
                  <input type="hidden" name="code" value={item?.code ?? ''} />
                  <Link to={writePath(`note/${place}#${note.id}`)} preventScrollReset>
                    Change
                    <VisuallyHidden> the note{about}</VisuallyHidden>
                  </Link>
                  <Button variant="secondary" compact name="intent" value="end-note">
                    Settle
                    <VisuallyHidden> the note{about}</VisuallyHidden>
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {writePath ? (
        <p data-print="hide">
          <Link to={writePath(`note/${place}`)} preventScrollReset>
            Write a note for the compiler
            <VisuallyHidden>{about}</VisuallyHidden>
          </Link>
        </p>
      ) : null}
    </>
  );
}

/** The secretariat's wordings of an item, marked as such, each with what it stands beside. */
export function EditedTexts({
  texts,
  item,
  timesSubmitted,
  writePath,
}: {
  texts: readonly EditorialText[];
  item: ReviewItem;
  timesSubmitted: Review['timesSubmitted'];
  /** Where one is written; null for whoever may not. */
  writePath: ((write: string) => string) | null;
}) {
  return (
    <ul className={styles.notes}>
      {texts.map((text) => (
        <li key={text.field}>
          <p>
            <Tag>{editedMark}</Tag> {describeField(item, text.field)}
          </p>
          <p className={styles.text}>{text.words}</p>
          <p className={styles.by}>
            {text.by}, <DateText iso={text.at} />.{' '}
            {text.number < timesSubmitted
              ? 'The report was submitted again since. Check whether this still fits.'
              : 'Editions use it with this mark. The report itself does not change.'}
          </p>
          {writePath ? (
            <Form method="post" preventScrollReset className={styles.noteTools} data-print="hide">
              <input type="hidden" name="subject" value={item.subject} />
              <input type="hidden" name="code" value={item.code} />
              <input type="hidden" name="field" value={text.field} />
              <input type="hidden" name="version" value={text.version} />
              <Link to={writePath(`edit/${serialiseFieldName(text)}`)} preventScrollReset>
                Change
                <VisuallyHidden> the wording beside {describeField(item, text.field)}</VisuallyHidden>
              </Link>
              <Button variant="secondary" compact name="intent" value="withdraw-edit">
                Take out
                <VisuallyHidden> the wording beside {describeField(item, text.field)}</VisuallyHidden>
              </Button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
