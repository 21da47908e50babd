import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords } from '#app/features/language/use-words.ts';
import { MethodologyPage } from '#app/features/method/methodology-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/methodology';

/** Every word of it is in the catalogue. */
export const handle = { translated: true };

/** Only the list of statuses is data here; it is taken from the publication in view. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const plan = await ask(requestId, () =>
    publicCaller.dashboard.plan({ publication: readPublication(request.url) }),
  );
  return { statuses: 'statuses' in plan ? plan.statuses : [] };
}

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords(readPageLanguage(args.matches), 'method');
  return buildPageMeta(args, {
    title: words('title'),
    description: words('lead'),
    image: '/og/pages/methodology',
  });
};

export default function Methodology({ loaderData }: Route.ComponentProps) {
  return <MethodologyPage statuses={loaderData.statuses} />;
}
