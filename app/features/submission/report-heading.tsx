import type { ReactNode } from 'react';
import { Breadcrumbs, LinkTabs } from '#app/components/navigation.tsx';
import { DateText, DeadlineText } from '#app/components/date-text.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { NextStepView, SheetHeader } from '#app/contract.ts';
import { describeDue } from '#server/domain/submission/due-dates.rules.ts';
import { submissionStatusLabels } from '#server/domain/submission/submission.workflow.ts';
import { NextStepBar } from './next-step-bar.tsx';
import { buildReportPath, type ReportKey, type ReportPage } from './report-paths.ts';
import { nameReport } from './report-words.ts';

interface ReportHeadingProps {
  header: SheetHeader;
  reportKey: ReportKey;
  today: string;
  current: ReportTab;
  /** The person's reporters, to go from one to the other. */
  reporters: readonly { code: string; name: string }[];
  /** The heading; the name of the report on its first page. */
  title?: string;
  /** What the person does next; left out where a page has its own button for it. */
  next?: NextStepView | undefined;
  actions?: ReactNode;
}

/** Pages that every reporter has, under their own names. */
const isOnAll = (tab: ReportTab) =>
  tab !== 'tasks' && tab !== 'other' && tab !== 'agencies' && tab !== 'cooperation' && tab !== 'targets';

/** What stands above every page of a report: which one it is, how it stands, when it is due. */
export function ReportHeading(props: ReportHeadingProps) {
  const { header, reportKey, today, current, reporters, title, next, actions } = props;
  const name = nameReport(header);
  return (
    <>
      <Breadcrumbs
        items={[
          { label: 'My reports', to: '/workspace' },
          ...(title ? [{ label: name, to: buildReportPath(reportKey) }] : []),
        ]}
      />
      <PageHeading
        kicker={title ? name : `Report for ${header.round.code}`}
        meta={<ReportFacts header={header} today={today} />}
        actions={actions}
      >
        {title ?? name}
      </PageHeading>
      {next ? (
        <NextStepBar next={next} reportKey={reportKey} isHere={next.step?.target.page === current} />
      ) : null}
      {reporters.length > 1 ? (
        <LinkTabs
          label="Reporters"
          tabs={reporters.map((reporter) => ({
            to: buildReportPath(
              { ...reportKey, reporter: reporter.code, several: true },
              isOnAll(current) ? current : '',
            ),
            label: reporter.code,
            current: reporter.code === reportKey.reporter,
          }))}
        />
      ) : null}
      <ReportTabs
        reportKey={reportKey}
        current={current}
        kind={header.reporter.kind}
        hasReceipt={header.timesSubmitted > 0}
      />
    </>
  );
}

function ReportFacts({ header, today }: Pick<ReportHeadingProps, 'header' | 'today'>) {
  const { status, dueOn, round, submittedAt, extendedUntil } = header;
  const isOut = status === 'submitted' || status === 'accepted';
  return (
    <>
      <Tag emphasis={status === 'returned' ? 'strong' : isOut ? 'done' : 'normal'}>
        {submissionStatusLabels[status]}
      </Tag>{' '}
      {isOut && submittedAt ? (
        <>
          {status === 'submitted' ? 'on' : 'submitted on'} <DateText iso={submittedAt} withTime withZone />
        </>
      ) : round.state === 'closed' && (extendedUntil === null || extendedUntil < today) ? (
        <>
          was due on <DateText iso={dueOn} />; the round is closed
        </>
      ) : (
        <>
          {describeDue(header, today)} <DeadlineText on={dueOn} />
          {extendedUntil ? ' (extended by the secretariat)' : null}
        </>
      )}
    </>
  );
}

/** Which tab is in view; "other" for a page that is reached from them. */
type ReportTab = 'tasks' | 'other' | Exclude<ReportPage, '' | 'copied' | 'report' | 'restore' | 'reason'>;

interface ReportTabsProps {
  reportKey: ReportKey;
  current: ReportTab;
  kind: 'state' | 'body';
  /** Whether the report has ever been submitted. */
  hasReceipt: boolean;
}

type Tab = { label: string; pages: { page: ReportTab; label: string }[] };

/** At most six parts of a report, each with its pages. */
export function listReportTabs(kind: ReportTabsProps['kind'], hasReceipt: boolean): Tab[] {
  const single = (page: ReportTab, label: string): Tab => ({ label, pages: [{ page, label }] });
  return [
    kind === 'state'
      ? {
          label: 'Tasks',
          pages: [
            { page: 'tasks', label: 'Tasks' },
            { page: 'targets', label: 'National targets' },
          ],
        }
      : single('tasks', 'Tasks'),
    {
      label: 'Check and send',
      pages: [
        { page: 'check', label: 'Check' },
        { page: 'whole', label: 'Whole report' },
      ],
    },
    kind === 'state' ? single('agencies', 'Agencies') : single('cooperation', 'Cooperation'),
    single('questions', 'Questions'),
    single('workbook/upload', 'Workbook'),
    {
      label: 'History',
      pages: [
        { page: 'history', label: 'Changes' },
        ...(hasReceipt ? [{ page: 'receipt' as const, label: 'Receipt' }] : []),
      ],
    },
  ];
}

/** The pages of one report: its parts, and under them the pages of the part in view where it has several. */
function ReportTabs({ reportKey, current, kind, hasReceipt }: ReportTabsProps) {
  const tabs = listReportTabs(kind, hasReceipt);
  const here = tabs.find(({ pages }) => pages.some(({ page }) => page === current));
  const pathOf = (page: ReportTab | undefined) =>
    buildReportPath(reportKey, page === 'tasks' || page === 'other' ? '' : page);
  return (
    <>
      <LinkTabs
        label="This report"
        tabs={tabs.map((tab) => ({
          to: pathOf(tab.pages[0]?.page),
          label: tab.label,
          current: tab === here,
        }))}
      />
      {here && here.pages.length > 1 ? (
        <LinkTabs
          label={here.label}
          small
          tabs={here.pages.map(({ page, label }) => ({
            to: pathOf(page),
            label,
            current: page === current,
          }))}
        />
      ) : null}
    </>
  );
}
