import { redirect } from 'react-router';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { readFilter, tidyQuery } from '#app/features/plan/plan-filter.ts';
import { PlanPage } from '#app/features/plan/plan-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-line.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const tidy = tidyQuery(request.url);
  // Below the language of the page, which is put before it.
  if (tidy !== null) throw redirect(`/plan${tidy}`);
  const filter = readFilter(request.url);
  const plan = await ask(requestId, () =>
    publicCaller.dashboard.plan({ ...filter, publication: readPublication(request.url), language }),
  );
  return { plan, filter, language };
}

/** The title tells how many match, so that a filter is announced to those who do not see the list. */
export const meta: Route.MetaFunction = (args) => {
  const { plan, filter, language } = args.loaderData ?? {};
  const words = buildWords(language ?? 'en', 'plan');
  const narrowed = plan && 'total' in plan && Object.keys(filter ?? {}).length > 0;
  return buildPageMeta(args, {
    title: narrowed
      ? words('titleNarrowed', { count: String(plan.counts.total), total: String(plan.total) })
      : words('title'),
    description: words('description'),
    path: '/plan',
    image: '/og/pages/plan',
  });
};

export default function Plan({ loaderData: { plan, filter } }: Route.ComponentProps) {
  const words = useWords('plan');
  if (!('counts' in plan)) {
    return (
      <>
        <PageHeading>{words('title')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <PlanPage plan={plan} filter={filter} />;
}
