import { useCallback, useEffect, useRef, useState } from 'react';
import { Section } from '#app/components/layout.tsx';
import { findFieldId } from '../entry/field-ids.ts';
import type { ReportKey } from '../submission/report-paths.ts';
import { FindingEntries, FindingEntry } from './finding-entry.tsx';
import type { CheckFinding } from './finding-ids.ts';
import { readItemFindings } from './give-reason.ts';
import { Reason } from './reason-form.tsx';

interface ItemFindingsProps {
  item: { kind: 'activity' | 'indicator'; code: string };
  reportKey: ReportKey;
  writable: boolean;
  findings: readonly CheckFinding[];
  /** How often the item has been saved without leaving the page. */
  saves: number;
}

/** What the check says about the item on the page: as it was loaded, and again after every save. */
export function ItemFindings({ item, reportKey, writable, findings: loaded, saves }: ItemFindingsProps) {
  const [shown, setShown] = useState<{ of: readonly CheckFinding[]; findings: readonly CheckFinding[] }>({
    of: loaded,
    findings: loaded,
  });
  const { kind, code } = item;
  const latest = useRef(0);
  const refresh = useCallback(async () => {
    latest.current += 1;
    const turn = latest.current;
    const findings = await readItemFindings(reportKey, { kind, code });
    // An answer that a later question has overtaken says nothing.
    if (findings && turn === latest.current) setShown({ of: loaded, findings });
  }, [reportKey, kind, code, loaded]);
  useEffect(() => {
    if (saves > 0) void refresh();
  }, [saves, refresh]);

  const findings = shown.of === loaded ? shown.findings : loaded;
  if (findings.length === 0) return null;
  return (
    <Section
      id="check-says"
      title="What the check says about this item"
      lead={
        findings.some(({ kind: severity }) => severity === 'error')
          ? 'The report cannot be cleared while an error stands. A warning does not stop it.'
          : 'This does not stop the report. Correct it, or say why it is right.'
      }
    >
      <FindingEntries>
        {findings.map((finding) => (
          <FindingEntry
            key={`${finding.rule}/${finding.field}/${finding.sentence}`}
            finding={finding}
            lead={
              <>
                <strong>{finding.kind === 'error' ? 'Error.' : 'Warning.'}</strong>{' '}
                <a href={`#${findFieldId(kind, finding.field)}`}>{finding.sentence}</a>
              </>
            }
          >
            {finding.kind === 'warning' ? (
              <Reason
                finding={finding}
                reportKey={reportKey}
                writable={writable}
                from="item"
                onGiven={() => void refresh()}
              />
            ) : null}
          </FindingEntry>
        ))}
      </FindingEntries>
    </Section>
  );
}
