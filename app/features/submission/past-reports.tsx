import { Link } from 'react-router';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { submissionStatusLabels } from '#server/domain/submission/submission.workflow.ts';
import type { OwnReport, OwnRound } from './contract-types.ts';
import { buildReportPath } from './report-paths.ts';

type Row = { round: OwnRound; report: OwnReport | null };

interface PastReportsProps {
  rounds: readonly OwnRound[];
  several: boolean;
}

/** Reports of rounds that have closed. A round in which nothing was asked is named too. */
export function PastReports({ rounds, several }: PastReportsProps) {
  const rows: Row[] = rounds.flatMap((round): Row[] =>
    round.reports.length === 0
      ? [{ round, report: null }]
      : round.reports.map((report) => ({ round, report })),
  );
  const columns: Column<Row>[] = [
    {
      key: 'round',
      header: 'Round',
      rowHeader: true,
      cell: ({ round, report }) =>
        report ? (
          <Link to={buildReportPath({ round: round.code, reporter: report.reporter, several })}>
            {round.title}
            {several ? `, ${report.reporter}` : ''}
          </Link>
        ) : (
          round.title
        ),
    },
    {
      key: 'status',
      header: 'Report',
      cell: ({ report }) => (report ? describeStatus(report) : 'Nothing was asked'),
    },
    {
      key: 'submitted',
      header: 'Submitted',
      cell: ({ report }) => (report?.submittedAt ? <DateText iso={report.submittedAt} /> : '–'),
    },
    {
      key: 'complete',
      header: 'Answered',
      numeric: true,
      cell: ({ report }) => (report ? `${report.complete} of ${report.due}` : '–'),
    },
    { key: 'closed', header: 'Round closed', cell: ({ round }) => <DateText iso={round.closesOn} /> },
  ];
  return (
    <DataTable
      caption="Reports of closed rounds"
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={({ round, report }) => `${round.code}/${report?.reporter ?? ''}`}
      narrow="stack"
    />
  );
}

function describeStatus({ status, submittedAt, questions }: OwnReport): string {
  if (status === 'draft' && submittedAt === null) return 'Not submitted';
  if (status === 'returned') return `Returned${questions > 0 ? `: ${questions} to answer` : ''}`;
  return submissionStatusLabels[status];
}
