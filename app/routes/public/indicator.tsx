import { ask } from '#app/features/errors/ask.ts';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import { IndicatorView } from '#app/features/indicator/indicator-view.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/indicator';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.indicator({ publication: readPublication(request.url), code: params.code }),
  );
}

export const meta: Route.MetaFunction = ({ loaderData, error }) => {
  if (!loaderData || error) return [{ title: 'Indicator not found · Bohol tracker' }];
  const { indicator, rounds, region } = loaderData;
  return [
    { title: `${indicator.code} ${indicator.title} · Bohol tracker` },
    {
      name: 'description',
      content: `${indicator.title}: ${buildFinding(indicator, rounds, region).headline}.`,
    },
  ];
};

export default function IndicatorRoute({ loaderData }: Route.ComponentProps) {
  return <IndicatorView {...loaderData} />;
}
