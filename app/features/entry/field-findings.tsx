import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '#app/components/button.tsx';
import type { ReportKey } from '#app/features/submission/report-paths.ts';
import {
  type CheckFinding,
  findingId,
  readItemFindings,
  reasonFormId,
  sendReason,
} from '#app/features/validation/finding-list.tsx';
import { listCommonReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import styles from './field-findings.module.css';

/** What the check says about the item on the page. */
export type ItemFindings = {
  reportKey: ReportKey;
  writable: boolean;
  findings: readonly CheckFinding[];
  /** Asks again, after a reason was given. */
  refresh: () => void;
};

type Item = { kind: 'activity' | 'indicator'; code: string };

/** The findings as they were loaded, and again after every save without leaving the page. */
export function useItemFindings(
  { reportKey, item, writable }: { reportKey: ReportKey; item: Item; writable: boolean },
  loaded: readonly CheckFinding[],
  saves: number,
): ItemFindings {
  const [shown, setShown] = useState({ of: loaded, findings: loaded });
  const { kind, code } = item;
  const latest = useRef(0);
  const read = useCallback(async () => {
    latest.current += 1;
    const turn = latest.current;
    const findings = await readItemFindings(reportKey, { kind, code });
    // An answer that a later question has overtaken says nothing.
    if (findings && turn === latest.current) setShown({ of: loaded, findings });
  }, [reportKey, kind, code, loaded]);
  useEffect(() => {
    if (saves > 0) void read();
  }, [saves, read]);
  const refresh = useCallback(() => void read(), [read]);
  return { reportKey, writable, findings: shown.of === loaded ? shown.findings : loaded, refresh };
}

const isOpenWarning = ({ kind, reason }: CheckFinding) => kind === 'warning' && reason === null;

/**
 * What the check says about one field, beside it, with the usual reasons at one press each. Without scripts a button
 * sends the form of the reason, which is below the form of the item.
 */
export function FieldFindings({ of, field }: { of: ItemFindings; field: string }) {
  const own = of.findings.filter((finding) => finding.field === field && finding.kind !== 'gap');
  if (own.length === 0) return null;
  return (
    <div className={styles.findings}>
      {own.map((finding) => (
        <FieldFinding key={`${finding.rule}/${finding.sentence}`} finding={finding} of={of} />
      ))}
    </div>
  );
}

function FieldFinding({ finding, of }: { finding: CheckFinding; of: ItemFindings }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const give = async (reason: string) => {
    const refused = await sendReason(of.reportKey, finding, reason);
    setRefusal(refused);
    if (refused === null) of.refresh();
  };
  return (
    <div className={styles.finding} data-kind={finding.kind}>
      <p id={`${findingId(finding)}-here`}>
        <strong>{finding.kind === 'error' ? 'Error.' : 'Warning.'}</strong> {finding.sentence}
      </p>
      {finding.reason ? <p className={styles.small}>Reason: {finding.reason.reason}</p> : null}
      {of.writable && isOpenWarning(finding) ? (
        <div className={styles.reasons}>
          <span className={styles.small}>If it is right, say why:</span>
          {listCommonReasons(finding).map((reason) => (
            <Button
              key={reason}
              form={reasonFormId(finding)}
              name="reason"
              value={reason}
              variant="secondary"
              compact
              aria-describedby={`${findingId(finding)}-here`}
              onClick={(event) => {
                event.preventDefault();
                void give(reason);
              }}
            >
              {reason}
            </Button>
          ))}
          <a href={`#${findingId(finding)}`}>Another reason</a>
        </div>
      ) : null}
      <p role="status" className={styles.refusal}>
        {refusal}
      </p>
    </div>
  );
}
