import { Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { moveDone } from '#app/features/submission/report-moves.tsx';
import { buildReportPath } from '#app/features/submission/report-paths.ts';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { groupChecksum } from '#server/domain/clearance/clearance-pack.rules.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/receipt';
import { openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, receipts, next] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.receipts({ round, reporter })),
    ask(requestId, () => caller.submission.nextStep({ round, reporter })),
  ]);
  const isNew = new URL(args.request.url).searchParams.get('done') === 'submit';
  return { sheet, receipts, next, key, today, reporters: listReporters(viewer), isNew };
}

export default function ReceiptPage({ loaderData }: Route.ComponentProps) {
  const { sheet, receipts, next, key, today, reporters, isNew } = loaderData;
  const [newest, ...earlier] = receipts;
  return (
    <>
      <PageTitle parts={[`Receipt · ${nameReport(sheet.header)}`]} />
      <ReportHeading
        header={sheet.header}
        reportKey={key}
        today={today}
        current="receipt"
        reporters={reporters}
        next={next}
        title="Receipt"
      />
      {newest ? (
        <>
          {isNew ? <Notice kind="success" title={moveDone.submit} live /> : null}
          <Definitions
            items={[
              { term: 'Reference', description: <strong>{newest.reference}</strong> },
              {
                term: 'Received',
                description: <DateText iso={newest.at} withTime withZone />,
              },
              { term: 'Submitted by', description: newest.by ?? 'Not known' },
              {
                term: 'Cleared by',
                description: newest.clearedBy ?? 'Not known',
              },
              ...(newest.pack
                ? [
                    {
                      term: 'Signed on paper',
                      description: (
                        <Link to={`${buildReportPath(key, 'whole')}#packs`}>Printed draft {newest.pack}</Link>
                      ),
                    },
                  ]
                : []),
              { term: 'Checksum (SHA-256)', description: <code>{groupChecksum(newest.sha256)}</code> },
            ]}
          />
          <Section title="What happens next" id="next">
            <p>{explainStatus(sheet)}</p>
            {sheet.header.status === 'submitted' ? (
              <p>
                The secretariat either accepts the report or returns it with questions. You will find them on
                the task list of this report.
              </p>
            ) : null}
            <p>
              <ButtonLink to={buildReportPath(key, 'whole')} variant="secondary">
                See the whole report
              </ButtonLink>
            </p>
          </Section>
          {earlier.length > 0 ? (
            <Section title="Earlier submissions" id="before">
              <DataTable
                caption="Earlier receipts of this report"
                captionHidden
                narrow="stack"
                rows={earlier}
                rowKey={({ number }) => number}
                columns={[
                  {
                    key: 'reference',
                    header: 'Reference',
                    rowHeader: true,
                    cell: ({ reference }) => reference,
                  },
                  {
                    key: 'at',
                    header: 'Received',
                    cell: ({ at }) => <DateText iso={at} withTime withZone />,
                  },
                  { key: 'by', header: 'Submitted by', cell: ({ by }) => by ?? 'Not known' },
                ]}
              />
            </Section>
          ) : null}
        </>
      ) : (
        <EmptyState title="This report has not been submitted yet.">
          The receipt appears here once it has.
        </EmptyState>
      )}
    </>
  );
}
