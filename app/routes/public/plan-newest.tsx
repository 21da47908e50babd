import { redirect } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { withPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan-newest';

/** As long as others may keep where a plan's newest publication is, in seconds. */
const keptFor = 60;

/**
 * "/plans/BOHOL-2" leads to the plan in its newest publication, "/plans/BOHOL-2/activities/A1.1" to a page or file of it:
 * addresses that stay, whichever plan leads.
 */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const { number } = await ask(requestId, () =>
    publicCaller.dashboard.newestOfPlan({ plan: params.code.slice(0, 60) }),
  );
  const { pathname, search } = new URL(request.url);
  // Taken as it was written, with one slash: two would name another site.
  const rest = /\/plans\/[^/]+\/+(.*)$/.exec(pathname)?.[1] ?? '';
  throw redirect(withPublication(`/${rest}${search}`, number), {
    status: 302,
    headers: { 'cache-control': `public, max-age=${keptFor}` },
  });
}

/** Never shown: the loader leads on or finds nothing. With it what is not found has a page. */
export default function PlanNewest() {
  return null;
}
