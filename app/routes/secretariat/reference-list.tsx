import { data, Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { ReferenceListPage } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { findListName, formatCell } from '#app/features/reference/reference-words.ts';
import styles from '#app/features/reference/reference.module.css';
import { requestContext } from '#app/request-context.ts';
import { getLanguage } from '#server/domain/language/languages.ts';
import { referenceLists } from '#server/domain/reference/reference-lists.ts';
import type { Route } from './+types/reference-list';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const list = findListName(params.list);
  if (!list) throw data(null, { status: 404 });
  return ask(requestId, () => caller.reference.list({ list }));
}

type Row = ReferenceListPage['rows'][number];

export default function ReferenceListPageView({
  loaderData: { list, rows, mayWrite },
}: Route.ComponentProps) {
  const { title, one, about, fields, nameField, canAdd } = referenceLists[list];
  // What tells rows apart in a table: short cells, and not those that most rows leave empty.
  const shown = fields
    .filter(({ name, kind, optional }) => name !== nameField && kind !== 'lines' && !optional)
    .slice(0, 4);
  return (
    <>
      <PageTitle parts={[title, 'Lists', 'Secretariat']} />
      <Breadcrumbs items={[{ label: 'Lists', to: '/secretariat/reference' }]} />
      <PageHeading
        meta={about}
        actions={
          canAdd && mayWrite ? (
            <ButtonLink to={`/secretariat/reference/${list}/new`}>Add {one}</ButtonLink>
          ) : undefined
        }
      >
        {title}
      </PageHeading>
      <DataTable
        caption={title}
        captionHidden
        dense
        narrow="stack"
        rows={rows}
        rowKey={({ row }) => row}
        empty="This list is empty."
        columns={[
          {
            key: 'name',
            header: fields.find(({ name }) => name === nameField)?.label ?? 'Name',
            rowHeader: true,
            minWidth: '14rem',
            cell: ({ row, cells, ended }) => (
              <>
                <Link to={`/secretariat/reference/${list}/${encodeURIComponent(row)}`}>
                  {cells[nameField]}
                </Link>{' '}
                {ended || cells['to_on'] ? <Tag emphasis="quiet">ended</Tag> : null}
              </>
            ),
          },
          ...shown.map((field) => ({
            key: field.name,
            header: field.label,
            cell: ({ cells }: Row) => formatCell(field, cells[field.name]),
          })),
          ...(rows.some(({ missing }) => missing.length > 0)
            ? [
                {
                  key: 'missing',
                  header: 'Not translated',
                  cell: ({ missing }: Row) => (
                    <span className={styles.muted}>
                      {missing.map((code) => getLanguage(code).name).join(', ') || 'Nothing'}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
