import { data } from 'react-router';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { PublicationView } from '#app/features/publication/publication-view.tsx';
import { describeWhoReported } from '#app/features/publication/publication-words.ts';
import { citePublication } from '#app/features/receipt/cite.ts';
import { DatasetFacts } from '#app/features/standards/dataset-facts.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publication';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  if (!/^[1-9]\d{0,8}$/.test(params.number)) throw notFound(params.number);
  const number = Number(params.number);
  const [page, reports] = await ask(requestId, () =>
    Promise.all([
      publicCaller.dashboard.publication({ number }),
      publicCaller.dashboard.reports({ publication: number }),
    ]),
  );
  return { page, reports, ...citePublication(origin, page.publication) };
}

function notFound(number: string) {
  const refusal: Refusal = {
    code: 'NOT_FOUND',
    sentence: `There is no publication ${number.slice(0, 20)}.`,
    fields: [],
    current: null,
    reference: null,
  };
  return data(refusal, { status: 404 });
}

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'publication');
  if (!args.loaderData || args.error) return buildErrorMeta(words('notFound'));
  const { publication, details } = args.loaderData.page;
  return buildPageMeta(args, {
    title: words('metaTitle', { number: String(publication.number), title: publication.title }),
    description: `${describeWhoReported(details)}.`,
    image: `/og/pages/publication/${publication.number}`,
  });
};

export default function PublicationRoute({ loaderData }: Route.ComponentProps) {
  const { publication, details } = loaderData.page;
  return (
    <>
      <DatasetFacts publication={publication} publications={[details]} />
      <PublicationView {...loaderData} />
    </>
  );
}
