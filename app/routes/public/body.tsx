import { ask } from '#app/features/errors/ask.ts';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { ParticipantView } from '#app/features/participant/participant-view.tsx';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/body';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.body({
      publication: readPublication(request.url),
      acronym: params.acronym,
      language,
    }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(english.bodyNotFound);
  const { participant } = args.loaderData;
  return buildPageMeta(args, {
    title: participant.code,
    description: `${participant.name}. ${buildParticipantFinding(args.loaderData)}.`,
    path: `/bodies/${participant.code}`,
    image: `/og/pages/body/${participant.code}`,
  });
};

export default function BodyPage({ loaderData }: Route.ComponentProps) {
  return <ParticipantView {...loaderData} />;
}
