import { Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { ReadOnlyLists } from '#app/features/reference/reference-form.tsx';
import styles from '#app/features/reference/reference.module.css';
import { requestContext } from '#app/request-context.ts';
import { referenceLists } from '#server/domain/reference/reference-lists.ts';
import type { Route } from './+types/reference';

export async function loader({ context }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return ask(requestId, () => caller.reference.lists());
}

/** The lists that the plan, the reports and the library refer to. */
export default function ReferenceLists({ loaderData: { lists, mayWrite } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle parts={['Lists', 'Secretariat']} />
      <PageHeading
        meta="Names and codes that the plan, the reports and the library use. The next publication has what they say then; earlier ones do not change. Rounds are on their own page."
        actions={
          <>
            {mayWrite ? (
              <ButtonLink variant="secondary" to="/secretariat/reference/import">
                Change many by workbook
              </ButtonLink>
            ) : null}
            <ListFileLink list="reference">Download all as a workbook</ListFileLink>
          </>
        }
      >
        Lists
      </PageHeading>
      {mayWrite ? null : <ReadOnlyLists />}
      <DataTable
        caption="Lists"
        captionHidden
        narrow="stack"
        rows={lists}
        rowKey={({ list }) => list}
        columns={[
          {
            key: 'list',
            header: 'List',
            rowHeader: true,
            minWidth: '14rem',
            cell: ({ list }) => (
              <Link to={`/secretariat/reference/${list}`}>{referenceLists[list].title}</Link>
            ),
          },
          {
            key: 'about',
            header: 'What it is',
            minWidth: '20rem',
            cell: ({ list }) => referenceLists[list].about,
          },
          { key: 'rows', header: 'In the list', numeric: true, cell: ({ rows }) => rows },
          {
            key: 'state',
            header: 'To know',
            minWidth: '12rem',
            cell: ({ ended, untranslated }) => (
              <span className={styles.muted}>
                {[ended > 0 ? `${ended} ended` : '', untranslated > 0 ? `${untranslated} not translated` : '']
                  .filter(Boolean)
                  .join(', ') || '–'}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
