import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { EditionView } from '#app/features/edition/document-view.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/edition';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { round, edition } = params;
  const shown = await ask(requestId, () =>
    caller.edition.get({ round, edition, draft: Number(params.draft) || 0 }),
  );
  return { round, ...shown };
}

export default function Edition({ loaderData }: Route.ComponentProps) {
  const { round, draft, page } = loaderData;
  return (
    <>
      <PageTitle parts={[`${page.title}, draft ${draft}`, round, 'Secretariat']} />
      <Breadcrumbs items={[{ label: `Report of ${round}`, to: `/secretariat/compile/${round}/editions` }]} />
      <EditionView page={page} />
    </>
  );
}
