import { data, redirect } from 'react-router';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { loadUploadPage } from '#app/features/workbook/load-upload-page.server.ts';
import { UploadPage } from '#app/features/workbook/upload-page.tsx';
import { buildWorkbookPath } from '#app/features/workbook/workbook-paths.ts';
import type { Route } from './+types/workbook';
import { openPost, openReport } from './open-report.server.ts';

/** Asked for, this address is the workbook itself; a page stands here only after an upload that was refused. */
export const middleware: Route.MiddlewareFunction[] = [
  async (args, next) => {
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

export function loader(args: Route.LoaderArgs) {
  return loadUploadPage(args);
}

export async function action(args: Route.ActionArgs) {
  // What was too large has been let go of on its way in; only its size is left.
  const dropped = Number(args.request.headers.get('x-upload-dropped') ?? 0);
  const { caller, requestId, form, key } = await openPost(args);
  const { round, reporter } = key;
  const file = form.get('file');
  const upload =
    dropped > 0
      ? { size: dropped, fileName: '', content: '' }
      : file instanceof File && (file.size > 0 || file.name !== '')
        ? {
            size: file.size,
            fileName: file.name,
            content: Buffer.from(await file.arrayBuffer()).toString('base64'),
          }
        : null;
  if (!upload) return data({ problem: 'Choose the filled workbook.' }, { status: 400 });
  const outcome = await attempt(requestId, () => caller.workbook.upload({ round, reporter, ...upload }));
  if (outcome.ok) throw redirect(buildWorkbookPath(key, outcome.value.upload), 303);
  const { refusal } = outcome;
  return data({ problem: refusal.sentence }, { status: getRefusalStatus(refusal) });
}

export default function WorkbookPage({ loaderData, actionData }: Route.ComponentProps) {
  return <UploadPage page={loaderData} problem={actionData?.problem ?? null} />;
}
