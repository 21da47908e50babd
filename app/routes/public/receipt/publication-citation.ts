import { data } from 'react-router';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { citePublication } from '#app/features/receipt/citation.tsx';
import { createFileResponse, listCitationFiles } from '#app/features/receipt/receipt-files.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publication-citation';

/** A publication as an entry for reference managers. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const number = Number(/^[1-9]\d{0,8}$/.exec(params.number ?? '')?.[0] ?? 0);
  const { publication } = await ask(requestId, () => publicCaller.dashboard.scope({ publication: number }));
  if (!publication) {
    const refusal: Refusal = {
      code: 'NOT_FOUND',
      sentence: 'Nothing has been published yet.',
      fields: [],
      current: null,
      reference: null,
    };
    throw data(refusal, { status: 404 });
  }
  return createFileResponse(
    request.url,
    `bohol-publication-${number}`,
    listCitationFiles(
      citePublication(origin, { ...publication, planTitle: publication.plan.title }).citation,
    ),
    publication,
  );
}
