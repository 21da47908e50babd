import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/workbook-file';

/**
 * What is filled in outside and sent back, as a workbook or as CSV: the empty list of people, an upload with its problems
 * marked, or a plan; without a plan in the address, its template.
 */
export async function loader({ context, request, params, pattern }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const plan = searchParams.get('plan');
  const format = searchParams.get('format') === 'csv' ? 'csv' : 'xlsx';
  const { upload } = params;
  const file = await ask(requestId, () => {
    if (upload !== undefined) return caller.plan.markedWorkbook({ upload });
    return pattern.endsWith('people/template')
      ? caller.people.listTemplate({ format })
      : caller.plan.workbook({ format, ...(plan === null ? {} : { plan: plan.slice(0, 60) }) });
  });
  return new Response(Buffer.from(file.content, 'base64'), {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'cache-control': 'no-store',
    },
  });
}
