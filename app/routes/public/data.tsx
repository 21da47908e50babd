import { DataPageView } from '#app/features/data/data-page.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { DatasetFacts } from '#app/features/standards/dataset-facts.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/data';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.publications({ publication: readPublication(request.url) }),
  );
}

export const meta: Route.MetaFunction = () => [
  { title: 'Open data · Bohol tracker' },
  {
    name: 'description',
    content: 'Published figures as files, with what each column holds and how they may be used.',
  },
];

export default function DataPage({ loaderData }: Route.ComponentProps) {
  const { publication, publications } = loaderData;
  return (
    <>
      <DatasetFacts publication={publication} publications={publications} />
      <DataPageView publications={publications} />
    </>
  );
}
