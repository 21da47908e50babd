import { ask } from '#app/features/errors/ask.ts';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import { IndicatorView } from '#app/features/indicator/indicator-view.tsx';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { indicator as english } from '#server/domain/language/messages/en/indicator.ts';
import type { Route } from './+types/indicator';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.indicator({
      publication: readPublication(request.url),
      code: params.code,
      language,
    }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(english.notFound);
  const { indicator, rounds, region } = args.loaderData;
  return buildPageMeta(args, {
    title: `${indicator.code} ${indicator.title}`,
    description: `${indicator.title}: ${buildFinding(indicator, rounds, region).headline}.`,
    path: `/indicators/${indicator.code}`,
    image: `/og/pages/indicator/${indicator.code}`,
  });
};

export default function IndicatorRoute({ loaderData }: Route.ComponentProps) {
  return <IndicatorView {...loaderData} />;
}
