import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { addToPath, buildReportPath, type ReportKey } from '../submission/report-paths.ts';
import type { Clearance } from './clearance-types.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';

export type ReportView = 'whole' | 'changes';

interface SinceClearanceProps {
  clearance: Clearance;
  view: ReportView;
  reportKey: ReportKey;
  /** How many items the whole report has. */
  items: number;
}

/** What has changed since the report was cleared last, in a sentence, with the way to see only that. */
export function SinceClearance({ clearance, view, reportKey, items }: SinceClearanceProps) {
  const { last, changes } = clearance;
  if (!last) return null;
  const path = buildReportPath(reportKey, 'check');
  const when = <DateText iso={last.at} withTime zoneName="UTC" />;
  return (
    <Section id="since" title="Since it was cleared last">
      {changes.length === 0 ? (
        <p>
          Nothing has changed since it was cleared on {when} by {last.by}.
        </p>
      ) : (
        <p>
          {formatCount(changes.length, 'items', 'have')} changed since it was cleared on {when} by {last.by}:{' '}
          {changes.map(({ code }) => code).join(', ')}. They are marked below, each with what stood there.
        </p>
      )}
      <LinkTabs
        label="How much of the report is shown"
        tabs={[
          { to: `${path}#report`, label: 'The whole report', current: view === 'whole', count: items },
          {
            to: `${addToPath(path, 'show', 'changes')}#report`,
            label: 'Only what changed',
            current: view === 'changes',
            count: changes.length,
          },
        ]}
      />
    </Section>
  );
}
