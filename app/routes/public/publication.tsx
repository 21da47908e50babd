import { data } from 'react-router';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { PublicationView } from '#app/features/publication/publication-view.tsx';
import { sayWhoReported } from '#app/features/publication/publication-words.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publication';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  if (!/^[1-9]\d{0,8}$/.test(params.number)) throw notFound(params.number);
  const number = Number(params.number);
  const page = await ask(requestId, () => publicCaller.dashboard.publication({ number }));
  return { page, address: new URL(`/publications/${number}`, origin).href };
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

export const meta: Route.MetaFunction = ({ loaderData, error }) => {
  if (!loaderData || error) return [{ title: 'Publication not found · Bohol tracker' }];
  const { publication, details } = loaderData.page;
  return [
    { title: `Publication ${publication.number}: ${publication.title} · Bohol tracker` },
    { name: 'description', content: `${sayWhoReported(details)}.` },
  ];
};

export default function PublicationRoute({ loaderData }: Route.ComponentProps) {
  return <PublicationView {...loaderData} />;
}
