import { LinkTabs } from '#app/components/link-tabs.tsx';
import { buildReportPath, type ReportKey } from './report-paths.ts';

interface ReportTabsProps {
  reportKey: ReportKey;
  current: 'tasks' | 'check' | 'history' | 'receipt';
  /** Whether the report has ever been submitted. */
  hasReceipt: boolean;
}

/** The pages of one report. */
export function ReportTabs({ reportKey, current, hasReceipt }: ReportTabsProps) {
  return (
    <LinkTabs
      label="This report"
      tabs={[
        { to: buildReportPath(reportKey), label: 'Tasks', current: current === 'tasks' },
        { to: buildReportPath(reportKey, 'check'), label: 'Check and send', current: current === 'check' },
        ...(hasReceipt
          ? [{ to: buildReportPath(reportKey, 'receipt'), label: 'Receipt', current: current === 'receipt' }]
          : []),
        { to: buildReportPath(reportKey, 'history'), label: 'History', current: current === 'history' },
      ]}
    />
  );
}
