import { ask } from '#app/features/errors/ask.ts';
import { buildLensFinding, LensView } from '#app/features/lens/lens-view.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/lens';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.lens({ publication: readPublication(request.url), code: params.code }),
  );
}

export const meta: Route.MetaFunction = ({ loaderData, error }) => {
  if (!loaderData || error) return [{ title: 'Lens not found · Bohol tracker' }];
  return [
    { title: `${loaderData.lens.title} · Bohol tracker` },
    { name: 'description', content: `${buildLensFinding(loaderData)}.` },
  ];
};

export default function LensRoute({ loaderData }: Route.ComponentProps) {
  return <LensView {...loaderData} />;
}
