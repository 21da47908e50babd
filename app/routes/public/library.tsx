import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { readLibraryFilter, readPage } from '#app/features/library/library-filter.ts';
import { buildLibraryFinding, LibraryPage } from '#app/features/library/library-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-line.tsx';
import { requestContext } from '#app/request-context.ts';
import { library as english } from '#server/domain/language/messages/en/library.ts';
import type { Route } from './+types/library';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const filter = readLibraryFilter(request.url);
  const answer = await ask(requestId, () =>
    publicCaller.dashboard.library({
      publication: readPublication(request.url),
      filter,
      page: readPage(request.url),
    }),
  );
  return { answer, filter };
}

/** The title tells how many match, so that a filter is announced to those who do not see the list. */
export const meta: Route.MetaFunction = (args) => {
  const { answer } = args.loaderData ?? {};
  const finding = answer && 'total' in answer ? `: ${buildLibraryFinding(answer)}` : '';
  return buildPageMeta(args, {
    title: `${english.library}${finding}`,
    description: english.description,
    image: '/og/pages/library',
  });
};

export default function LibraryRoute({ loaderData: { answer, filter } }: Route.ComponentProps) {
  const words = useWords('library');
  if (!('total' in answer)) {
    return (
      <>
        <PageHeading>{words('library')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <LibraryPage answer={answer} filter={filter} />;
}
