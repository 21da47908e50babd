import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { OverviewPage } from '#app/features/plan/overview-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-line.tsx';
import { requestContext } from '#app/request-context.ts';
import { describeOpening } from '#server/domain/finding/plan-findings.ts';
import { english } from '#server/domain/language/catalogue.ts';
import type { Route } from './+types/overview';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const overview = await ask(requestId, () =>
    publicCaller.dashboard.overview({ publication: readPublication(request.url), language }),
  );
  if (!('counts' in overview)) return overview;
  // Where each activity stands is seen in the picture, of its own rows.
  const { activities: _activities, ...shown } = overview;
  return shown;
}

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  const found = loaderData && 'counts' in loaderData ? loaderData : null;
  return buildPageMeta(args, {
    title: english.overview.title,
    description: found
      ? `${describeOpening(found.counts, found.statuses, found.coverage, found.rounds)}.`
      : undefined,
    path: '/',
  });
};

export default function Overview({ loaderData }: Route.ComponentProps) {
  const words = useWords('overview');
  if (!('counts' in loaderData)) {
    return (
      <>
        <PageHeading>{words('nothing')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <OverviewPage overview={loaderData} />;
}
