import { ask } from '#app/features/errors/ask.ts';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { ParticipantView } from '#app/features/participant/participant-view.tsx';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/state';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.state({ publication: readPublication(request.url), iso2: params.iso2, language }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(english.stateNotFound);
  const { participant } = args.loaderData;
  return buildPageMeta(args, {
    title: participant.name,
    description: `${buildParticipantFinding(args.loaderData)}.`,
    path: `/states/${participant.code.toLowerCase()}`,
    image: `/og/pages/state/${participant.code.toLowerCase()}`,
  });
};

export default function StatePage({ loaderData }: Route.ComponentProps) {
  return <ParticipantView {...loaderData} />;
}
