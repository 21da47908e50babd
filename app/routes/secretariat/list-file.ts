import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { findListName } from '#app/features/reference/reference-words.ts';
import { requestContext } from '#app/request-context.ts';
import { parseAuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import type { Route } from './+types/list-file';

const lists = [
  'queue',
  'board',
  'completeness',
  'consent',
  'people',
  'audit',
  'personal-data',
  'support',
  'reference',
] as const;

/** A list of the desk as a workbook: /secretariat/lists/board.xlsx?round=2025-H1. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const list = lists.find((name) => `${name}.xlsx` === params.list);
  if (!list) throw data(null, { status: 404 });
  const search = new URL(request.url).searchParams;
  // The audit is filtered by a round too, as by anything else.
  const wanted =
    list === 'audit'
      ? { filter: parseAuditFilter(search).filter }
      : {
          round: search.get('round')?.slice(0, 60) ?? undefined,
          plan: search.get('plan')?.slice(0, 60) ?? undefined,
          of: findListName(search.get('of') ?? '') ?? undefined,
        };
  const file = await ask(requestId, () => caller.listFile.workbook({ list, ...wanted }));
  return new Response(Buffer.from(file.content, 'base64'), {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'cache-control': 'no-store',
    },
  });
}
