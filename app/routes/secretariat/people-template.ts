import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/people-template';

/** The empty list of people, as a workbook or a CSV file. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const format = new URL(request.url).searchParams.get('format') === 'csv' ? 'csv' : 'xlsx';
  const file = await ask(requestId, () => caller.people.listTemplate({ format }));
  return new Response(Buffer.from(file.content, 'base64'), {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'cache-control': 'no-store',
    },
  });
}
