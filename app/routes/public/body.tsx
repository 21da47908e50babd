import { ask } from '#app/features/errors/ask.ts';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { ParticipantView } from '#app/features/participant/participant-view.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/body';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.body({ publication: readPublication(request.url), acronym: params.acronym }),
  );
}

export const meta: Route.MetaFunction = ({ loaderData, error }) => {
  if (!loaderData || error) return [{ title: 'Body not found · Bohol tracker' }];
  const { participant } = loaderData;
  return [
    { title: `${participant.code} · Bohol tracker` },
    { name: 'description', content: `${participant.name}. ${buildParticipantFinding(loaderData)}.` },
  ];
};

export default function BodyPage({ loaderData }: Route.ComponentProps) {
  return <ParticipantView {...loaderData} />;
}
