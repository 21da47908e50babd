import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { LibraryItemView } from '#app/features/library/library-item-view.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { library as english } from '#server/domain/language/messages/en/library.ts';
import type { Route } from './+types/library-item';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.libraryItem({
      publication: readPublication(request.url),
      // An address that is too long for a code is the address of nothing.
      code: params.code.slice(0, 120),
    }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(english.notFound);
  const { code, title, summary } = args.loaderData.item;
  return buildPageMeta(args, {
    title,
    description: summary.slice(0, 300),
    image: `/og/pages/library/${encodeURIComponent(code)}`,
  });
};

export default function LibraryItemRoute({ loaderData }: Route.ComponentProps) {
  return <LibraryItemView {...loaderData} />;
}
