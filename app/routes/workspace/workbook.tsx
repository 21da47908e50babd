import { ask } from '#app/features/errors/ask.ts';
import {
  answerForm,
  files,
  intent,
  readBase64,
  readDroppedSize,
  refuseField,
} from '#app/features/forms/answer-form.server.ts';
import { loadUploadPage } from '#app/features/workbook/load-upload-page.server.ts';
import { UploadPage, buildWorkbookPath } from '#app/features/workbook/upload-page.tsx';
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
