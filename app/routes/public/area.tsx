import { ask } from '#app/features/errors/ask.ts';
import { AreaPage } from '#app/features/plan/area-page.tsx';
import { sayStanding } from '#server/domain/finding/plan-findings.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/area';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.area({ code: params.code, publication: readPublication(request.url) }),
  );
}

export const meta: Route.MetaFunction = ({ loaderData }) =>
  loaderData
    ? [
        { title: `${loaderData.area.code} ${loaderData.area.title} · Bohol tracker` },
        { name: 'description', content: `${sayStanding(loaderData.counts, loaderData.statuses)}.` },
      ]
    : [];

export default function Area({ loaderData }: Route.ComponentProps) {
  return <AreaPage answer={loaderData} />;
}
