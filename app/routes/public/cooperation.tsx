import { PageHeading } from '#app/components/page-heading.tsx';
import { CooperationPage } from '#app/features/cooperation-matrix/cooperation-page.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-line.tsx';
import { requestContext } from '#app/request-context.ts';
import { library as english } from '#server/domain/language/messages/en/library.ts';
import type { Route } from './+types/cooperation';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const lens = new URL(request.url).searchParams.get('lens')?.trim();
  return ask(requestId, () =>
    publicCaller.dashboard.cooperation({
      publication: readPublication(request.url),
      language,
      ...(lens ? { lens: lens.slice(0, 120) } : {}),
    }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  const figure = args.loaderData && 'figure' in args.loaderData ? args.loaderData.figure : undefined;
  return buildPageMeta(args, {
    title: english.cooperation,
    description: figure ? `${figure.definition.title}.` : english.cooperationDescription,
    ...(figure ? { image: `/og/figures/${figure.definition.id}` } : {}),
  });
};

export default function CooperationRoute({ loaderData }: Route.ComponentProps) {
  const words = useWords('library');
  if (!('items' in loaderData)) {
    return (
      <>
        <PageHeading>{words('cooperation')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <CooperationPage {...loaderData} />;
}
