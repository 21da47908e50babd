import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { Audit, AuditVerdict } from '#app/contract.ts';
import styles from './audit.module.css';

/** What a check of the chain has found. */
function AuditVerdictNotice({ verdict }: { verdict: AuditVerdict }) {
  const { entries, notedAt, faults, more } = verdict;
  if (faults.length === 0) {
    return (
      <Notice
        kind="success"
        live
        title={`${entries} entries hold together, and every record is as they tell.`}
      >
        {notedAt === null ? null : <p>The noted hash is that of entry {notedAt}.</p>}
      </Notice>
    );
  }
  return (
    <Notice kind="warning" live title="The audit is not as it was written.">
      <ul className={styles.faults}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
        {more > 0 ? <li>{more} more records are not as they were written.</li> : null}
      </ul>
    </Notice>
  );
}

export interface AuditCheckProps {
  head: Audit['head'];
  /** The address of this page with its filter, so that the answer keeps it. */
  sendTo: string;
  typed: string;
  problem: string | undefined;
  /** What a check has found, where one was asked for. */
  verdict: AuditVerdict | null;
}

/** The hash to be noted outside, and the check of everything against it. */
export function AuditCheck({ head, sendTo, typed, problem, verdict }: AuditCheckProps) {
  return (
    <Section
      id="check"
      title="Is it all there?"
      lead="Each entry is sealed together with the one before it, so one that is altered, removed or put in shows. Note this hash outside the tracker now and then: it also shows later whether the end was cut off."
    >
      {verdict ? <AuditVerdictNotice verdict={verdict} /> : null}
      {head ? (
        <p>
          Entry {head.sequence}:{' '}
          <code className={styles.hash} id="head">
            {head.hash}
          </code>
        </p>
      ) : (
        <p>There is no entry yet.</p>
      )}
      <Form
        method="post"
        action={`${sendTo}#check`}
        className={styles.check}
        noValidate
        preventScrollReset
        data-print="hide"
      >
        <TextField
          id="noted"
          name="noted"
          label="A hash that was noted"
          optional
          autoComplete="off"
          spellCheck={false}
          defaultValue={typed}
          error={problem}
        />
        <Button variant="secondary">Check the audit</Button>
      </Form>
    </Section>
  );
}
