import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import type { Route } from './+types/data-changes';
import { Link } from '#app/features/publication/public-link.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { LocalDate } from '#app/features/language/term.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { apiChanges, apiVersion } from '#server/domain/data/api-changes.ts';

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'api');
  if (args.error) return buildErrorMeta(words('changes'));
  return buildPageMeta(args, {
    title: words('changes'),
    description: words('changesDescription'),
    image: '/og/pages/data',
  });
};

export default function DataChanges() {
  return <DataChangesView />;
}

/** What has changed in the API, newest first. */
function DataChangesView() {
  const words = useWords('api');
  const link = usePublicationLink();
  return (
    <>
      <PageHeading
        kicker={<Link to={link('/data')}>{words('title')}</Link>}
        lead={words.rich('changesLead', {
          version: apiVersion,
          publications: <Link to={link('/publications')}>{words('publications')}</Link>,
        })}
      >
        {words('changesHeading')}
      </PageHeading>
      <DataTable
        caption={words('changes')}
        captionHidden
        narrow="stack"
        rows={apiChanges}
        rowKey={(_change, index) => index}
        columns={[
          {
            key: 'on',
            header: words('on'),
            rowHeader: true,
            nowrap: true,
            cell: ({ on }) => <LocalDate iso={on} />,
          },
          { key: 'version', header: words('version'), cell: ({ version }) => version },
          { key: 'kind', header: words('change'), nowrap: true, cell: ({ kind }) => words(kind) },
          { key: 'what', header: words('what'), cell: ({ what }) => what },
        ]}
      />
    </>
  );
}
