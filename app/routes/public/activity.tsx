import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { ActivityPage } from '#app/features/plan/activity-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { describeTimeSeries } from '#server/domain/finding/describe-time-series.ts';
import type { Route } from './+types/activity';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.activity({
      code: params.code,
      publication: readPublication(request.url),
      language,
    }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  if (!loaderData) return buildErrorMeta('Activity not found');
  const { activity, rounds, statuses } = loaderData;
  return buildPageMeta(args, {
    title: `${activity.code} ${activity.title}`,
    description: [`${describeTimeSeries(rounds, statuses, activity.years)}.`, activity.description]
      .filter(Boolean)
      .join(' '),
    image: `/og/pages/activity/${encodeURIComponent(activity.code)}`,
    path: `/activities/${encodeURIComponent(activity.code)}`,
  });
};

export default function Activity({ loaderData }: Route.ComponentProps) {
  return <ActivityPage answer={loaderData} />;
}
