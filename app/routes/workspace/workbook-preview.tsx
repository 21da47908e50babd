import { randomUUID } from 'node:crypto';
import { data, Link, redirect } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { PreviewForm } from '#app/features/workbook/preview-form.tsx';
import { countAnswers } from '#app/features/workbook/preview-words.ts';
import { buildWorkbookPath } from '#app/features/workbook/workbook-paths.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/workbook-preview';
import { openPost, openReport } from './open-report.server.ts';
import { agree } from '#server/domain/language/format-counts.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, preview] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.workbook.preview({ round, reporter, upload: args.params.upload })),
  ]);
  const taken = new URL(args.request.url).searchParams.get('taken');
  return {
    sheet,
    preview,
    key,
    today,
    reporters: listReporters(viewer),
    taken: taken !== null && /^\d{1,6}$/.test(taken) ? Number(taken) : null,
    requestId: randomUUID(),
  };
}

export async function action(args: Route.ActionArgs) {
  const { caller, requestId, form, key } = await openPost(args);
  const { round, reporter } = key;
  const list = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  const isAll = form.get('take') === 'all';
  const outcome = await attempt(requestId, () =>
    caller.workbook.accept({
      round,
      reporter,
      upload: args.params.upload,
      requestId: String(form.get('requestId') ?? randomUUID()),
      stand: String(form.get('stand') ?? ''),
      items: isAll ? 'all' : list('item'),
      fields: isAll ? [] : list('field'),
    }),
  );
  if (!outcome.ok) {
    return data({ refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  }
  const path = buildWorkbookPath(key, args.params.upload);
  throw redirect(addToPath(path, 'taken', String(outcome.value.taken)), 303);
}

export default function WorkbookPreviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { sheet, preview, key, today, reporters, taken, requestId } = loaderData;
  const { upload, counts, remarks, rowsMissing, writable } = preview;
  const refusal = actionData?.refusal;
  const problems = refusal
    ? refusal.fields.length > 0
      ? refusal.fields.map(({ message }) => ({ message }))
      : [{ message: refusal.sentence }]
    : [];
  const left = counts.new + counts.changed + counts.conflict + counts.emptied;
  return (
    <>
      <PageTitle isError={refusal !== undefined}>
        {`What the workbook would change · ${nameReport(sheet.header)}`}
      </PageTitle>
      <ErrorSummary errors={problems} />
      <ReportHeading
        header={sheet.header}
        reportKey={key}
        today={today}
        current="workbook/upload"
        reporters={reporters}
        title="What the workbook would change"
      />
      {taken !== null && !refusal ? (
        <Notice
          kind="success"
          live
          title={
            taken === 0
              ? 'These answers were taken before'
              : `${countAnswers(taken)} ${agree(taken, 'are')} in the report`
          }
        >
          <p>
            {left > 0
              ? 'What is left of the workbook stands below; it can be taken later too.'
              : 'Nothing else of the workbook is to be taken.'}{' '}
            <Link to={buildReportPath(key)}>To the tasks</Link> ·{' '}
            <Link to={buildReportPath(key, 'check')}>Check and send</Link>
          </p>
        </Notice>
      ) : null}
      <p>
        {upload.fileName}, uploaded <DateText iso={upload.uploadedAt} withTime zoneName="UTC" />
        {upload.madeAt ? (
          <>
            ; made <DateText iso={upload.madeAt} withTime zoneName="UTC" />
          </>
        ) : null}
        . {writable ? 'Nothing is saved until you accept it. ' : ''}
        <Link to={buildReportPath(key, 'workbook/upload')}>Upload another</Link>
      </p>
      {writable ? null : (
        <Notice title="This report takes no workbook now">
          <p>{explainStatus(sheet)}</p>
        </Notice>
      )}
      {remarks.length > 0 || rowsMissing > 0 ? (
        <Notice title="About this workbook">
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
            {rowsMissing > 0 ? (
              <li>
                {rowsMissing === 1 ? '1 row of the report is' : `${rowsMissing} rows of the report are`} not
                in the workbook, or not once; what is stored for them stays.
              </li>
            ) : null}
          </ul>
        </Notice>
      ) : null}
      {left === 0 && counts.rejected === 0 && taken === null ? (
        <Notice title="The workbook says what is stored">
          <p>There is nothing to take from it.</p>
        </Notice>
      ) : null}
      <PreviewForm key={preview.stand} preview={preview} requestId={requestId} />
    </>
  );
}
