import { ask } from '#app/features/errors/ask.ts';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { ParticipantView } from '#app/features/participant/participant-view.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/state';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.state({ publication: readPublication(request.url), iso2: params.iso2 }),
  );
}

export const meta: Route.MetaFunction = ({ loaderData, error }) => {
  if (!loaderData || error) return [{ title: 'State not found · Bohol tracker' }];
  return [
    { title: `${loaderData.participant.name} · Bohol tracker` },
    { name: 'description', content: `${buildParticipantFinding(loaderData)}.` },
  ];
};

export default function StatePage({ loaderData }: Route.ComponentProps) {
  return <ParticipantView {...loaderData} />;
}
