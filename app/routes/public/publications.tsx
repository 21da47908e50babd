import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { sayRound } from '#server/domain/finding/round-words.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { PublicationTable } from '#app/features/publication/publication-table.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publications';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.publications({ publication: readPublication(request.url) }),
  );
}

export const meta: Route.MetaFunction = () => [
  { title: 'Publications · Bohol tracker' },
  {
    name: 'description',
    content: 'Every publication of the tracker, with what it covers and the site as it stood.',
  },
];

export default function PublicationsPage({ loaderData: { publications } }: Route.ComponentProps) {
  const [newest] = publications;
  if (!newest) {
    return (
      <>
        <PageHeading>Publications</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return (
    <>
      <PageHeading
        kicker="Publications"
        lead="A publication is all that may be shown of the rounds reported so far, frozen on a day. It never changes; a correction is a new publication. Any page can be seen as it stood."
      >
        {publications.length === 1 ? '1 publication so far' : `${publications.length} publications`}; the
        newest reaches to {sayRound(newest.round)}
      </PageHeading>
      <PublicationTable publications={publications} />
    </>
  );
}
