import { data } from 'react-router';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublicationNumber } from '#app/features/publication/publication-number.ts';
import { SealView } from '#app/features/publication/seal-view.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/seal';

/** How to check a publication without the tracker. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const number = readPublicationNumber(params.number);
  if (number === null) {
    const refusal: Refusal = {
      code: 'NOT_FOUND',
      sentence: `There is no publication ${params.number.slice(0, 20)}.`,
      fields: [],
      current: null,
      reference: null,
    };
    throw data(refusal, { status: 404 });
  }
  const { publication, seal, earlier, parts } = await ask(requestId, () =>
    publicCaller.dashboard.seal({ number }),
  );
  return {
    origin,
    publication,
    seal,
    earlier,
    documents: parts.filter(({ path }) => path.startsWith('documents/')).length,
    files: parts.filter(({ path }) => !path.startsWith('documents/')).length,
  };
}

export const meta: Route.MetaFunction = (args) => {
  if (!args.loaderData || args.error) return buildErrorMeta('There is no such publication');
  const { number } = args.loaderData.publication;
  return buildPageMeta(args, {
    title: `Check publication ${number}`,
    description: 'How to see that a publication is as it was published, without the tracker.',
    image: `/og/pages/publication/${number}`,
  });
};

export default function SealRoute({ loaderData }: Route.ComponentProps) {
  return <SealView {...loaderData} />;
}
