import { DataPageView } from '#app/features/data/data-page.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { DatasetFacts } from '#app/features/standards/dataset-facts.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/data';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const overview = await ask(requestId, () =>
    publicCaller.dashboard.dataOverview({ publication: readPublication(request.url) }),
  );
  return { overview, origin };
}

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'data');
  if (!args.loaderData || args.error) return buildErrorMeta(words('title'));
  return buildPageMeta(args, {
    title: words('title'),
    description: words('description'),
    image: '/og/pages/data',
  });
};

export default function DataPage({ loaderData: { overview, origin } }: Route.ComponentProps) {
  const { publication, publications } = overview;
  return (
    <>
      <DatasetFacts publication={publication} publications={publications} />
      <DataPageView overview={overview} origin={origin} />
    </>
  );
}
