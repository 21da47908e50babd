import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { describeHeading, SearchPage } from '#app/features/search/search-page.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/search';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const kind = search.get('kind')?.slice(0, 40) || undefined;
  const page = /^\d{1,4}$/.test(search.get('page') ?? '') ? Number(search.get('page')) : undefined;
  const answer = await ask(requestId, () =>
    publicCaller.dashboard.search({
      publication: readPublication(request.url),
      // What a box of 200 characters cannot have sent is cut, not refused: the reader sees what was searched.
      question: (search.get('q') ?? '').slice(0, 200),
      kind,
      page,
    }),
  );
  return { answer, kind, language };
}

/** Every question is another address: kept by the reader's browser for a minute, not by us. */
export const headers: Route.HeadersFunction = () => ({ 'cache-control': 'private, max-age=60' });

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  const words = buildWords(loaderData?.language ?? 'en', 'search');
  const title = loaderData ? describeHeading(words, loaderData.answer, loaderData.kind) : words('title');
  // Pages of results are no pages to be found.
  return buildPageMeta(args, { title, unlisted: true });
};

export default function SearchRoute({ loaderData }: Route.ComponentProps) {
  return <SearchPage answer={loaderData.answer} kind={loaderData.kind} />;
}
