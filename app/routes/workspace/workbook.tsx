import { ask } from '#app/features/errors/ask.ts';
import {
  answerForm,
  files,
  intent,
  readBase64,
  readDroppedSize,
  refuseField,
} from '#app/features/forms/answer-form.server.ts';
import { ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { UploadForm } from '#app/components/field.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { data, Link } from 'react-router';
import { PageTitle } from '#app/components/page-heading.tsx';
import { buildWorkbookPath } from '#app/features/submission/report-paths.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/workbook';
import { openPost, openReport } from './open-report.server.ts';

const isUploadPage = (pattern: string) => pattern.endsWith('/workbook/upload');

/**
 * "/workbook/upload" is the page. "/workbook" is the workbook itself and where one is sent; the page stands there only
 * after an upload that was refused.
 */
export const middleware: Route.MiddlewareFunction[] = [
  async (args, next) => {
    if (isUploadPage(args.pattern)) return next();
    if (args.request.method !== 'GET' && args.request.method !== 'HEAD') return next();
    const { caller, requestId, key } = await openReport(args);
    const { round, reporter } = key;
    const file = await ask(requestId, () => caller.workbook.download({ round, reporter }));
    return new Response(Buffer.from(file.content, 'base64'), {
      headers: {
        'content-type': file.contentType,
        'content-disposition': `attachment; filename="${file.fileName}"`,
        'cache-control': 'no-store',
      },
    });
  },
];

/** What the page with the upload form shows. */
export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, next] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.nextStep({ round, reporter })),
  ]);
  const uploads = sheet.permissions.write
    ? await ask(requestId, () => caller.workbook.list({ round, reporter }))
    : [];
  return { sheet, next, uploads, key, today, reporters: listReporters(viewer) };
}

export async function action(args: Route.ActionArgs) {
  if (isUploadPage(args.pattern)) throw data(null, { status: 405 });
  const posted = await openPost(args);
  const { round, reporter } = posted.key;
  const dropped = readDroppedSize(args.request);
  return answerForm(posted, {
    '': intent({ file: files }, async ({ file: [file] }) => {
      if (dropped === null && !file) throw refuseField('file', 'Choose the filled workbook.');
      const { upload } = await posted.caller.workbook.upload({
        round,
        reporter,
        size: dropped ?? file?.size ?? 0,
        fileName: file?.name ?? '',
        content: file ? await readBase64(file) : '',
      });
      return buildWorkbookPath(posted.key, upload);
    }),
  });
}

export default function WorkbookPage({ loaderData, actionData }: Route.ComponentProps) {
  return <UploadPage page={loaderData} problem={actionData?.refusal?.sentence ?? null} />;
}

interface UploadPageProps {
  page: Route.ComponentProps['loaderData'];
  /** Why the last upload was refused. */
  problem: string | null;
}

/** Where a report's workbook is fetched and sent. */
function UploadPage({ page, problem }: UploadPageProps) {
  const { sheet, next, uploads, key, today, reporters } = page;
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
        next={next}
        title="Workbook"
      />
      <Section title="Download the workbook" id="fetch">
        <p>
          {sheet.activities.length} activities and {cells} cells of {sheet.indicators.length} indicators, with
          the last round beside each answer. Fill in the shaded cells. You can do this offline.
        </p>
        <p>
          <ButtonLink to={buildWorkbookPath(key)} reloadDocument variant="secondary">
            Download the workbook
          </ButtonLink>
        </p>
      </Section>
      <Section title="Upload it" id="send">
        {sheet.permissions.write ? (
          <UploadForm
            action={buildWorkbookPath(key)}
            label="The filled workbook"
            hint="At most 10 MB. You see every change before anything is saved."
            accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            problem={problem}
          />
        ) : (
          <Notice title="This report cannot take a workbook now">
            <p>{explainStatus(sheet)}</p>
          </Notice>
        )}
      </Section>
      {uploads.length > 0 ? (
        <Section title="Earlier uploads" id="before">
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
                cell: ({ uploadedAt }) => <DateText iso={uploadedAt} withTime withZone />,
              },
              {
                key: 'taken',
                header: 'Last taken from it',
                cell: ({ appliedAt }) =>
                  appliedAt ? <DateText iso={appliedAt} withTime withZone /> : 'Nothing yet',
              },
            ]}
          />
        </Section>
      ) : null}
    </>
  );
}
