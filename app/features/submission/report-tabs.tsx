import { LinkTabs } from '#app/components/link-tabs.tsx';
import { buildReportPath, type ReportKey, type ReportPage } from './report-paths.ts';

/** Which tab is in view; "other" for a page that is reached from them. */
export type ReportTab =
  | 'tasks'
  | 'other'
  | Exclude<ReportPage, '' | 'copied' | 'report' | 'restore' | 'reason'>;

interface ReportTabsProps {
  reportKey: ReportKey;
  current: ReportTab;
  kind: 'state' | 'body';
  /** Whether the report has ever been submitted. */
  hasReceipt: boolean;
}

/** The pages of one report. */
export function ReportTabs({ reportKey, current, kind, hasReceipt }: ReportTabsProps) {
  return (
    <LinkTabs
      label="This report"
      tabs={[
        { to: buildReportPath(reportKey), label: 'Tasks', current: current === 'tasks' },
        { to: buildReportPath(reportKey, 'check'), label: 'Check and send', current: current === 'check' },
        kind === 'state'
          ? { to: buildReportPath(reportKey, 'agencies'), label: 'Agencies', current: current === 'agencies' }
          : {
              to: buildReportPath(reportKey, 'cooperation'),
              label: 'Cooperation',
              current: current === 'cooperation',
            },
        ...(hasReceipt
          ? [
              {
                to: buildReportPath(reportKey, 'questions'),
                label: 'Questions',
                current: current === 'questions',
              },
            ]
          : []),
        ...(hasReceipt
          ? [{ to: buildReportPath(reportKey, 'receipt'), label: 'Receipt', current: current === 'receipt' }]
          : []),
        {
          to: buildReportPath(reportKey, 'workbook/upload'),
          label: 'Workbook',
          current: current === 'workbook/upload',
        },
        { to: buildReportPath(reportKey, 'history'), label: 'History', current: current === 'history' },
      ]}
    />
  );
}
