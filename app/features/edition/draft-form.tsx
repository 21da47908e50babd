import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import styles from './document.module.css';

/** What is written on a draft. */
export function DraftForm({
  typed,
  problems,
  requestId,
}: {
  typed: { meeting: string; note: string } | null;
  problems: readonly FieldProblem[];
  requestId: string;
}) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        id="meeting"
        name="meeting"
        label="Meeting to which it is presented"
        optional
        hint="It stands on the title page."
        defaultValue={typed?.meeting}
        error={problem('meeting')}
      />
      <TextArea
        id="note"
        name="note"
        label="Note on this draft"
        optional
        hint="For colleagues: what is new in it. It is not printed."
        rows={2}
        limit={2000}
        defaultValue={typed?.note}
        error={problem('note')}
      />
      <p className={styles.act}>
        <Button name="intent" value="draft">
          Make a draft
        </Button>
      </p>
    </Form>
  );
}
