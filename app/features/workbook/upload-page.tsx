import type { ReportKey } from '#app/features/submission/report-paths.ts';
import type { ChangeKind } from '#server/domain/workbook/compare-workbook.calculations.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';
import { ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { UploadForm } from '#app/components/field.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { Link } from 'react-router';
import { PageTitle } from '#app/components/page-heading.tsx';
import type { UploadPageData } from './load-upload-page.server.ts';

/**
 * The addresses of a report's workbook: "" is the file itself, and where one is sent; "upload" the page with the form;
 * an id the preview of what was uploaded.
 */
export function buildWorkbookPath({ round, reporter, several }: ReportKey, page = ''): string {
  const search = several ? `?reporter=${encodeURIComponent(reporter)}` : '';
  return `/workspace/${round}/workbook${page ? `/${page}` : ''}${search}`;
}

/** What each kind of answer is called, above its number. */
export const kindLabels: Record<ChangeKind, string> = {
  new: 'New',
  changed: 'Changed',
  conflict: 'Changed by somebody else too',
  emptied: 'Emptied in the workbook',
  rejected: 'Cannot be taken',
  same: 'The same as stored',
};

/** "1 answer", "1 250 answers". */
export const countAnswers = (count: number) => formatCount(count, 'answers');

/** "“A Prevention”, cell G14". */
export const describePlace = ({ sheet, cell }: { sheet: string; cell: string }) => `${sheet}, cell ${cell}`;

interface UploadPageProps {
  page: UploadPageData;
  /** Why the last upload was refused. */
  problem: string | null;
}

/** Where a report's workbook is fetched and sent. */
export function UploadPage({ page, problem }: UploadPageProps) {
  const { sheet, uploads, key, today, reporters } = page;
  const cells = sheet.indicators.reduce((sum, { of }) => sum + of, 0);
  return (
    <>
      <PageTitle parts={[`Workbook · ${nameReport(sheet.header)}`]} failed={problem !== null} />
      <ErrorSummary errors={problem === null ? [] : [{ fieldId: 'file', message: problem }]} />
      <ReportHeading
        header={sheet.header}
        reportKey={key}
        today={today}
        current="workbook/upload"
        reporters={reporters}
        title="Workbook"
      />
      <Section title="Fetch the workbook" id="fetch">
        <p>
          An Excel workbook with this report as it is now: one sheet a thematic area,{' '}
          {sheet.activities.length} activities and {cells} cells of {sheet.indicators.length} indicators, with
          the last round beside each answer. Fill the tinted cells in Excel, LibreOffice or a program like
          them, without a line.
        </p>
        <p>
          <ButtonLink to={buildWorkbookPath(key)} reloadDocument variant="secondary">
            Download the workbook
          </ButtonLink>
        </p>
      </Section>
      <Section title="Send it back" id="send">
        {sheet.permissions.write ? (
          <UploadForm
            action={buildWorkbookPath(key)}
            label="The filled workbook"
            hint="An .xlsx file of at most 10 MB. You will see every change before anything is saved, and choose what is taken."
            accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            problem={problem}
          />
        ) : (
          <Notice title="This report takes no workbook now">
            <p>{explainStatus(sheet)}</p>
          </Notice>
        )}
      </Section>
      {uploads.length > 0 ? (
        <Section title="Uploaded before" id="before">
          <DataTable
            caption="Your workbooks of this report"
            captionHidden
            narrow="stack"
            rows={uploads}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'file',
                header: 'File',
                rowHeader: true,
                cell: ({ id, fileName }) => <Link to={buildWorkbookPath(key, id)}>{fileName}</Link>,
              },
              {
                key: 'uploaded',
                header: 'Uploaded',
                cell: ({ uploadedAt }) => <DateText iso={uploadedAt} withTime zoneName="UTC" />,
              },
              {
                key: 'taken',
                header: 'Last taken from it',
                cell: ({ appliedAt }) =>
                  appliedAt ? <DateText iso={appliedAt} withTime zoneName="UTC" /> : 'Nothing yet',
              },
            ]}
          />
        </Section>
      ) : null}
    </>
  );
}
