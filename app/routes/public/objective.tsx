import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { ObjectivePage } from '#app/features/plan/objective-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { describePlanStatus } from '#server/domain/finding/plan-findings.ts';
import type { Route } from './+types/objective';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.objective({
      code: params.code,
      publication: readPublication(request.url),
      language,
    }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  if (!loaderData) return buildErrorMeta('Objective not found');
  const { objective, counts, statuses } = loaderData;
  return buildPageMeta(args, {
    title: `${objective.code} ${objective.title}`,
    description: `${describePlanStatus(counts, statuses)}.`,
    path: `/objectives/${encodeURIComponent(objective.code)}`,
    image: `/og/pages/objective/${encodeURIComponent(objective.code)}`,
  });
};

export default function Objective({ loaderData }: Route.ComponentProps) {
  return <ObjectivePage answer={loaderData} />;
}
