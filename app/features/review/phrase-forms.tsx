import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { TextArea, TextField } from '#app/components/field.tsx';
import type { Phrase } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import styles from './review.module.css';

/** What was typed into the form of a phrase. */
export type TypedPhrase = { title: string; words: string };

/** Adds a phrase, or changes one. */
export function PhraseForm({
  phrase,
  typed,
  version,
  problems,
  requestId,
}: {
  phrase: Phrase | null;
  typed: TypedPhrase | null;
  version: number;
  problems: readonly FieldProblem[];
  requestId: string;
}) {
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="id" value={phrase?.id ?? ''} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        id="title"
        name="title"
        label="Short name"
        hint="It stands in the list beside a question."
        width={30}
        defaultValue={typed?.title ?? phrase?.title}
        error={errorOf('title')}
      />
      <TextArea
        id="words"
        name="words"
        label="Words"
        hint="They are put into the question, where they can still be changed."
        rows={3}
        limit={1000}
        defaultValue={typed?.words ?? phrase?.words}
        error={errorOf('words')}
      />
      <ButtonGroup>
        <Button name="intent" value="save">
          {phrase ? 'Save phrase' : 'Add phrase'}
        </Button>
        {phrase ? <Link to="/secretariat/phrases">Cancel</Link> : null}
      </ButtonGroup>
    </Form>
  );
}

/** Ends a phrase, or offers it again. */
export function EndPhrase({ phrase, requestId }: { phrase: Phrase; requestId: string }) {
  return (
    <Form method="post" className={styles.noteTools}>
      <input type="hidden" name="id" value={phrase.id} />
      <input type="hidden" name="version" value={phrase.version} />
      <input type="hidden" name="title" value={phrase.title} />
      <input type="hidden" name="words" value={phrase.words} />
      <input type="hidden" name="requestId" value={requestId} />
      {phrase.ended ? null : <Link to={`?change=${phrase.id}#change`}>Change {phrase.title}</Link>}
      <Button variant="secondary" compact name="intent" value={phrase.ended ? 'save' : 'end'}>
        {phrase.ended ? 'Offer again' : 'End'}
      </Button>
    </Form>
  );
}
