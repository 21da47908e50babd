import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords } from '#app/features/language/use-words.ts';
import { DisclosurePage } from '#app/features/method/disclosure-page.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/disclosure';

/** Every word of it is in the catalogue. */
export const handle = { translated: true };

/** How much the rules leave is counted in the publication in view. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const publication = readPublication(request.url);
  return { kept: await ask(requestId, () => publicCaller.dashboard.keptFigures({ publication })) };
}

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords(readPageLanguage(args.matches), 'method');
  return buildPageMeta(args, {
    title: words('disclosureTitle'),
    description: words('disclosureLead'),
    image: '/og/pages/disclosure',
  });
};

export default function Disclosure({ loaderData }: Route.ComponentProps) {
  return <DisclosurePage kept={loaderData.kept} />;
}
