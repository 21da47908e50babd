import { Form } from 'react-router';
import { Button, type ButtonVariant } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { SelectField, TextArea } from '#app/components/field.tsx';
import type { Clearance, Sheet } from '#app/contract.ts';
import styles from './report-moves.module.css';

/** What reporters do with a report as a whole. */
export const reportMoves = ['clear', 'sendBack', 'submit', 'withdraw'] as const;
export type ReportMove = (typeof reportMoves)[number];

type MoveClearance = Pick<Clearance, 'ready' | 'packs' | 'permissions'>;

interface ReportMovesProps {
  header: Sheet['header'];
  permissions: Sheet['permissions'];
  errors: number;
  gaps: number;
  /** An id for each move, so that a form that is sent twice is harmless. */
  requestIds: Record<ReportMove, string>;
  clearance: MoveClearance;
  /** What was typed when a move was refused, and what is wrong with it. */
  typed: { reason: string; pack: string };
  problems: { reason?: string | undefined; pack?: string | undefined };
}

/** The moves that can be made now, each a form of its own that says what follows from it. */
export function ReportMoves(props: ReportMovesProps) {
  const { header, permissions, errors, gaps, requestIds, clearance, typed, problems } = props;
  const form = (
    move: ReportMove,
    words: string,
    variant: ButtonVariant,
    reason?: { label: string; needed?: boolean },
  ) => (
    <Form method="post" noValidate className={styles.form}>
      <input type="hidden" name="intent" value={move} />
      <input type="hidden" name="version" value={header.version} />
      <input type="hidden" name="requestId" value={requestIds[move]} />
      {reason ? (
        <TextArea
          id={`reason-${move}`}
          name="reason"
          label={reason.label}
          optional={!reason.needed}
          rows={3}
          limit={4000}
          defaultValue={typed.reason}
          error={problems.reason}
        />
      ) : null}
      {move === 'clear' ? (
        <SignedPack clearance={clearance} typed={typed.pack} error={problems.pack} />
      ) : null}
      <Button variant={variant}>{words}</Button>
    </Form>
  );
  return (
    <>
      {permissions.clear ? (
        <div className={styles.move}>
          <h3>Clear the report</h3>
          {errors > 0 ? (
            <p>
              <a href="#errors">
                {errors === 1 ? 'One error must be corrected' : `${errors} errors must be corrected`}
              </a>{' '}
              first.
            </p>
          ) : (
            <>
              <p>
                You confirm that {header.reporter.name} approves the whole report
                {gaps > 0 ? `, with ${gaps === 1 ? 'one item' : `${gaps} items`} not answered` : ''}, and that
                it may leave the country. A copy of it as it is now is kept. Its writers can then no longer
                change it, and it can be submitted.
              </p>
              {form('clear', 'Clear for submission', 'primary')}
            </>
          )}
        </div>
      ) : null}
      {permissions.submit ? (
        <div className={styles.move}>
          <h3>Submit the report</h3>
          <p>
            It is sent to the secretariat as it is
            {header.clearedAt ? (
              <>
                , cleared by {header.clearedBy ?? 'a clearing officer'} on{' '}
                <DateText iso={header.clearedAt} withTime withZone />
              </>
            ) : null}
            . You can withdraw it until the review starts.
          </p>
          {form('submit', 'Submit report', 'primary')}
        </div>
      ) : null}
      {permissions.sendBack ? (
        <div className={styles.move}>
          <h3>Send it back</h3>
          <p>Its writers can then change the report, and it has to be cleared again.</p>
          {form('sendBack', 'Send back to writers', 'secondary', { label: 'What should change' })}
        </div>
      ) : null}
      {clearance.permissions.decline ? (
        <div className={styles.move}>
          <h3>Or send it back</h3>
          <p>
            {clearance.ready?.by} has marked the report as ready. If you send it back, the mark is removed and
            its writers can read why.
          </p>
          {form('sendBack', 'Send back to writers', 'secondary', {
            label: 'What should change',
            needed: true,
          })}
        </div>
      ) : null}
      {permissions.withdraw ? (
        <div className={styles.move}>
          <h3>Withdraw the report</h3>
          <p>
            The review has not started. If you withdraw the report, its writers can change it, and it has to
            be cleared and submitted again.
          </p>
          {form('withdraw', 'Withdraw', 'danger', { label: 'Why it is withdrawn' })}
        </div>
      ) : null}
    </>
  );
}

/** Names the printed draft that a superior signed. One that says something else by now cannot be chosen. */
function SignedPack({
  clearance,
  typed,
  error,
}: {
  clearance: MoveClearance;
  typed: string;
  error: string | undefined;
}) {
  if (clearance.packs.length === 0) return null;
  return (
    <SelectField
      id="pack"
      name="pack"
      label="Printed draft that was signed"
      optional
      hint="Only a draft with the same content as the report."
      defaultValue={typed}
      error={error}
      options={[
        { value: '', label: 'None' },
        ...clearance.packs.map(({ reference, changedItems }) => ({
          value: reference,
          label: changedItems === 0 ? reference : `${reference} (the report has changed since)`,
          disabled: changedItems > 0,
        })),
      ]}
    />
  );
}

/** What was done, said on the page that follows. */
export const moveDone: Record<ReportMove, string> = {
  clear: 'The report is cleared for submission.',
  sendBack: 'The report is back with its writers.',
  submit: 'The report is submitted.',
  withdraw: 'The report is withdrawn and back with its writers.',
};
