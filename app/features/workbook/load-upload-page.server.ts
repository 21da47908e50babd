import { ask } from '#app/features/errors/ask.ts';
import { openReport } from '#app/routes/workspace/open-report.server.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';

/** What the page with the upload form shows. */
export async function loadUploadPage(args: Parameters<typeof openReport>[0]) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const sheet = await ask(requestId, () => caller.submission.get({ round, reporter }));
  const uploads = sheet.permissions.write
    ? await ask(requestId, () => caller.workbook.list({ round, reporter }))
    : [];
  return { sheet, uploads, key, today, reporters: listReporters(viewer) };
}
export type UploadPageData = Awaited<ReturnType<typeof loadUploadPage>>;
