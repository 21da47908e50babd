import type { CheckedSheet } from '#app/contract.ts';
import { CallError, trackerClient } from '#app/features/http/http-client.ts';
import { type ReportKey, buildReportPath } from '#app/features/submission/report-paths.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/layout.tsx';
import {
  GuardedTextArea,
  askAgain,
  findUnconfirmed,
} from '#app/features/personal-data/guarded-text-area.tsx';
import styles from './reason.module.css';

export type CheckFinding = CheckedSheet['findings'][number];

/** An id for the place of a finding; its words may change, its place does not. */
export const findingId = ({
  subject,
  code,
  rule,
  field,
}: Omit<CheckFinding, 'kind' | 'sentence' | 'advice'>) =>
  ['says', subject, code, rule, field || 'item'].join('-').replaceAll('=', '.');

/** The id of the form in which a reason is written. */
export const reasonFormId = (finding: Parameters<typeof findingId>[0]) => `${findingId(finding)}-form`;

/** The fields by which a form names a warning. */
export const warningFields = ['subject', 'code', 'rule', 'field', 'warning'] as const;

/** Sends a reason without leaving the page: null when it is saved, else a sentence that says why not. */
export async function sendReason(
  { round, reporter }: ReportKey,
  { subject, code, rule, field, sentence }: CheckFinding,
  reason: string,
): Promise<string | null> {
  if (subject === 'report') return null;
  try {
    await trackerClient.validation.giveReason.mutate({
      round,
      reporter,
      subject,
      code,
      rule,
      field,
      warning: sentence,
      reason,
    });
    return null;
  } catch (error) {
    const told = error instanceof CallError ? error.data : null;
    return (
      told?.sentence ??
      'Not saved: there is no answer from the tracker. Your words stay here; send them again.'
    );
  }
}

/** What the check says about one item now; null without an answer. */
export async function readItemFindings(
  { round, reporter }: ReportKey,
  item: { kind: 'activity' | 'indicator'; code: string },
) {
  try {
    return await trackerClient.validation.item.query({
      round,
      reporter,
      subject: item.kind,
      code: item.code,
    });
  } catch {
    return null;
  }
}

interface ReasonProps {
  finding: CheckFinding;
  reportKey: ReportKey;
  writable: boolean;
  /** The page that the form leads back to without scripts. */
  from: 'check' | 'item';
  /** Called when a reason was saved without leaving the page. */
  onGiven: () => void;
}

/** The reason that was given for a warning, or the box to give one. */
export function Reason(props: ReasonProps) {
  const { finding, writable, from } = props;
  const { reason, earlierReason } = finding;
  if (!reason) {
    return (
      <div className={styles.reason}>
        {earlierReason ? (
          <p className={styles.words}>
            <strong>Reason given for an earlier figure (no longer applies):</strong> {earlierReason.reason}
          </p>
        ) : null}
        {writable && from === 'check' ? (
          <Details summary="Say why it is right">
            <ReasonForm {...props} typed="" />
          </Details>
        ) : writable ? (
          <ReasonForm {...props} typed="" />
        ) : (
          <p className={styles.small}>No reason was given.</p>
        )}
      </div>
    );
  }
  return (
    <div className={styles.reason}>
      <p className={styles.words}>
        <strong>Reason:</strong> {reason.reason}
      </p>
      <p className={styles.small}>
        {reason.by}, <DateText iso={reason.at} withTime withZone />
      </p>
      {writable ? (
        <Details summary="Change the reason">
          <ReasonForm {...props} typed={reason.reason} key={reason.at} />
        </Details>
      ) : null}
    </div>
  );
}

interface ReasonFormProps extends ReasonProps {
  typed: string;
  error?: string | undefined;
}

/** One box and one button. Without scripts it is posted to a page of its own. */
export function ReasonForm({ finding, reportKey, from, onGiven, typed, error }: ReasonFormProps) {
  const [state, setState] = useState<{ sending: boolean; refusal: string | null }>({
    sending: false,
    refusal: null,
  });
  const id = `${findingId(finding)}-reason`;
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (state.sending) return;
    const form = new FormData(event.currentTarget);
    if (findUnconfirmed(form).length > 0) {
      setState({ sending: false, refusal: askAgain });
      return;
    }
    const reason = String(form.get('reason') ?? '');
    setState({ sending: true, refusal: null });
    const refusal = await sendReason(reportKey, finding, reason);
    setState({ sending: false, refusal });
    if (refusal === null) onGiven();
  };
  return (
    <Form
      id={reasonFormId(finding)}
      method="post"
      action={buildReportPath(reportKey, 'reason')}
      className={styles.form}
      onSubmit={(event) => void onSubmit(event)}
    >
      <input type="hidden" name="from" value={from} />
      <input type="hidden" name="subject" value={finding.subject} />
      <input type="hidden" name="code" value={finding.code} />
      <input type="hidden" name="rule" value={finding.rule} />
      <input type="hidden" name="field" value={finding.field} />
      <input type="hidden" name="warning" value={finding.sentence} />
      <GuardedTextArea
        id={id}
        stored={finding.reason?.reason ?? ''}
        name="reason"
        label="Why is it right?"
        hint="The secretariat reads this beside the answer."
        rows={2}
        className={styles.box}
        limit={4000}
        defaultValue={typed}
        error={state.refusal ?? error}
      />
      <Button variant="secondary" compact aria-describedby={findingId(finding)}>
        {state.sending ? 'Saving…' : 'Save reason'}
      </Button>
    </Form>
  );
}

/** One thing that the check says: what is odd, what it usually means, and what belongs to it. */
export function FindingEntry({
  finding,
  lead,
  children,
}: {
  finding: CheckFinding;
  /** The sentence, as a link where it leads somewhere. */
  lead: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className={finding.kind === 'error' ? styles.error : undefined}>
      <p id={findingId(finding)}>{lead}</p>
      {finding.advice ? <p className={styles.advice}>{finding.advice}</p> : null}
      {children}
    </li>
  );
}

export function FindingEntries({ children }: { children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>;
}
