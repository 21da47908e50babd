import { ask } from '#app/features/errors/ask.ts';
import { ActivityPage } from '#app/features/plan/activity-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/activity';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.activity({ code: params.code, publication: readPublication(request.url) }),
  );
}

export const meta: Route.MetaFunction = ({ loaderData }) =>
  loaderData
    ? [
        { title: `${loaderData.activity.code} ${loaderData.activity.title} · Bohol tracker` },
        ...(loaderData.activity.description
          ? [{ name: 'description', content: loaderData.activity.description }]
          : []),
      ]
    : [];

export default function Activity({ loaderData }: Route.ComponentProps) {
  return <ActivityPage answer={loaderData} />;
}
