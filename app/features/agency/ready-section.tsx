import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import styles from './agency.module.css';
import { describeChangedSince } from './agency-words.ts';
import type { Agencies } from './contract-types.ts';

interface ReadySectionProps {
  agencies: Agencies;
  typedNote: string;
  error: string | undefined;
}

/** The whole report is ready for the clearing officer: who said so, or the form that says it. */
export function ReadySection({ agencies, typedNote, error }: ReadySectionProps) {
  const { ready, mayAssign, open } = agencies;
  if (!ready && !(mayAssign && open)) return null;
  return (
    <Section id="ready" title="Ready for the clearing officer">
      {ready ? (
        <>
          <p>
            Marked as ready on <DateText iso={ready.at} withTime zoneName="UTC" /> by {ready.by}.{' '}
            {ready.changedSince > 0 ? `${describeChangedSince(ready.changedSince)}.` : ''}
          </p>
          {ready.note ? <p className={styles.said}>{ready.note}</p> : null}
        </>
      ) : (
        <p>
          Nobody is kept from writing by this; it tells the clearing officer that you have looked through the
          whole and that it can be cleared.
        </p>
      )}
      {mayAssign && open ? (
        <Form method="post" noValidate className={styles.form}>
          {ready ? (
            <Button variant="secondary" name="intent" value="unmarkReady">
              Not ready after all
            </Button>
          ) : (
            <>
              <TextArea
                id="note"
                name="note"
                label="Note to the clearing officer"
                optional
                rows={3}
                limit={2000}
                defaultValue={typedNote}
                error={error}
              />
              <Button name="intent" value="markReady">
                Mark as ready
              </Button>
            </>
          )}
        </Form>
      ) : null}
    </Section>
  );
}
