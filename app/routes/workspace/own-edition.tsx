import { data } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { EditionView } from '#app/features/edition/document-view.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildReportPath } from '#app/features/submission/report-paths.ts';
import { serialiseEditionName } from '#server/domain/report/edition.rules.ts';
import type { Route } from './+types/own-edition';
import { openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { caller, requestId, key } = await openReport(args);
  const { round, reporter } = key;
  const edition = serialiseEditionName('state', reporter);
  const draft = Number(/^[1-9]\d{0,5}$/.exec(args.params.draft)?.[0] ?? 0);
  if (draft === 0) throw data(null, { status: 404 });
  const shown = await ask(requestId, () => caller.edition.get({ round, edition, draft }));
  return { key, ...shown };
}

/** One draft of the report as it is about a state, for that state. */
export default function OwnEdition({ loaderData }: Route.ComponentProps) {
  const { key, draft, page } = loaderData;
  return (
    <>
      <PageTitle parts={[`${page.title}, draft ${draft} · ${key.round}`]} />
      <Breadcrumbs
        items={[
          { label: 'My reports', to: '/workspace' },
          { label: `Report for ${key.round}`, to: buildReportPath(key) },
          { label: 'Consolidated report', to: buildReportPath(key, 'report') },
        ]}
      />
      <EditionView page={page} />
    </>
  );
}
