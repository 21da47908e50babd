import { ask } from '#app/features/errors/ask.ts';
import { MethodologyPage } from '#app/features/plan/methodology-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/methodology';

/** Only the list of statuses is data here; it is taken from the publication in view. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const plan = await ask(requestId, () =>
    publicCaller.dashboard.plan({ publication: readPublication(request.url) }),
  );
  return { statuses: 'statuses' in plan ? plan.statuses : [] };
}

export const meta: Route.MetaFunction = () => [
  { title: 'Methodology · Bohol tracker' },
  {
    name: 'description',
    content: 'How statuses and figures are made, what zero and missing mean, and what is not shown and why.',
  },
];

export default function Methodology({ loaderData }: Route.ComponentProps) {
  return <MethodologyPage statuses={loaderData.statuses} />;
}
