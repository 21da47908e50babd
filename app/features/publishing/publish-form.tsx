import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { TextArea, TextField } from '#app/components/field.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { PreviewSummary } from './preview-summary.ts';
import styles from './publishing.module.css';

/** What is written on a publication. */
export type PublicationWords = { title: string; meeting: string; note: string };

/** Title, meeting and note of the publication. Nothing is published yet: a second step asks. */
export function PublishForm({
  typed,
  problems,
}: {
  typed: PublicationWords | null;
  problems: readonly FieldProblem[];
}) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <Form method="post" noValidate>
      <TextField
        id="title"
        name="title"
        label="Title"
        optional
        hint="Without one it is called after the round."
        defaultValue={typed?.title}
        error={problem('title')}
      />
      <TextField
        id="meeting"
        name="meeting"
        label="Meeting to which it is presented"
        optional
        defaultValue={typed?.meeting}
        error={problem('meeting')}
      />
      <TextArea
        id="note"
        name="note"
        label="Note to readers"
        optional
        hint="For instance what is corrected. It stands on the publication for good."
        rows={4}
        limit={2000}
        defaultValue={typed?.note}
        error={problem('note')}
      />
      <p className={styles.act}>
        <Button name="intent" value="check">
          Publish
        </Button>
      </p>
    </Form>
  );
}

/** The step before figures become public for good. */
export function ConfirmPublication({ summary, words }: { summary: PreviewSummary; words: PublicationWords }) {
  const number = (summary.current?.number ?? 0) + 1;
  return (
    <ConfirmStep
      title={`Publish publication ${number}?`}
      action="Publish"
      fields={{ ...words, intent: 'publish' }}
      cancelTo={`/secretariat/publish/${summary.round}`}
    >
      <p>
        {formatNumber(summary.numbers)} numbers for {summary.round} and the words of{' '}
        {summary.narratives.released} activity reports become public at once, for everyone.{' '}
        {formatNumber(summary.held)} figures stay hidden. A publication cannot be changed or taken back; a
        correction is a new publication.
      </p>
      {words.title || words.meeting || words.note ? (
        <p>
          {words.title ? `Title: ${words.title}. ` : ''}
          {words.meeting ? `Presented to: ${words.meeting}. ` : ''}
          {words.note ? `Note: ${words.note}` : ''}
        </p>
      ) : null}
    </ConfirmStep>
  );
}
