import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { TextArea } from '#app/components/field.tsx';
import type { NextStepView } from '#app/contract.ts';
import styles from './report-moves.module.css';

interface SendFormProps {
  ready: NextStepView['ready'];
  typedNote: string;
  error: string | undefined;
}

/** For the focal point of a state: sends the whole report to the clearing officer with a note, or takes it back. */
export function SendForm({ ready, typedNote, error }: SendFormProps) {
  return (
    <div className={styles.move}>
      <h3>{ready ? 'Take it back' : 'Send it to the clearing officer'}</h3>
      <p>
        {ready
          ? 'The report is then no longer marked as ready, and the note is removed.'
          : 'You confirm that you have checked the report. The clearing officer is told by mail and here. Everybody can still write.'}
      </p>
      <Form method="post" noValidate className={styles.form}>
        {ready ? (
          <Button variant="secondary" name="intent" value="unmarkReady">
            Take it back
          </Button>
        ) : (
          <>
            <TextArea
              id="note"
              name="note"
              label="Note to the clearing officer"
              optional
              rows={2}
              limit={2000}
              defaultValue={typedNote}
              error={error}
            />
            <Button name="intent" value="markReady">
              Send to clearing officer
            </Button>
          </>
        )}
      </Form>
    </div>
  );
}
