import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan-workbook';

/** A plan as a workbook or as CSV files; without a plan in the address, the template. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const plan = searchParams.get('plan');
  const format = searchParams.get('format') === 'csv' ? 'csv' : 'xlsx';
  const file = await ask(requestId, () =>
    caller.plan.workbook({ format, ...(plan === null ? {} : { plan: plan.slice(0, 60) }) }),
  );
  return new Response(Buffer.from(file.content, 'base64'), {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'cache-control': 'no-store',
    },
  });
}
