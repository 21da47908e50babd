import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { AreaPage } from '#app/features/plan/area-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { describePlanStatus } from '#server/domain/finding/plan-findings.ts';
import type { Route } from './+types/area';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.area({ code: params.code, publication: readPublication(request.url), language }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  if (!loaderData) return buildErrorMeta('Thematic area not found');
  const { area, counts, statuses } = loaderData;
  return buildPageMeta(args, {
    title: `${area.code} ${area.title}`,
    description: `${describePlanStatus(counts, statuses)}.`,
    image: `/og/pages/area/${encodeURIComponent(area.code)}`,
    path: `/areas/${encodeURIComponent(area.code)}`,
  });
};

export default function Area({ loaderData }: Route.ComponentProps) {
  return <AreaPage answer={loaderData} />;
}
