import { ask } from '#app/features/errors/ask.ts';
import { buildLensFinding, LensView } from '#app/features/lens/lens-view.tsx';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { lens as english } from '#server/domain/language/messages/en/lens.ts';
import type { Route } from './+types/lens';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  // What is too long for a code is the code of nothing.
  const askedRound = new URL(request.url).searchParams.get('round')?.slice(0, 40) || null;
  const page = await ask(requestId, () =>
    publicCaller.dashboard.lens({
      publication: readPublication(request.url),
      code: params.code,
      round: askedRound ?? undefined,
      language,
    }),
  );
  return { ...page, askedRound };
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(english.notFound);
  const { lens, round, askedRound } = args.loaderData;
  return buildPageMeta(args, {
    title: lens.title,
    description: `${buildLensFinding(args.loaderData)}.`,
    path: `/lens/${lens.code}`,
    query: { round: askedRound === round?.code ? askedRound : undefined },
    image: `/og/pages/lens/${lens.code}`,
  });
};

export default function LensRoute({ loaderData }: Route.ComponentProps) {
  return <LensView {...loaderData} />;
}
