import { data, Form, Link } from 'react-router';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { SelectField } from '#app/components/field.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { ReferenceListPage } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { ReadOnlyLists } from '#app/features/reference/reference-form.tsx';
import { findListName, formatCell } from '#app/features/reference/reference-words.ts';
import styles from '#app/features/reference/reference.module.css';
import { requestContext } from '#app/request-context.ts';
import { getLanguage } from '#server/domain/language/languages.ts';
import { referenceLists } from '#server/domain/reference/reference-lists.ts';
import type { Route } from './+types/reference-list';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const list = findListName(params.list);
  if (!list) throw data(null, { status: 404 });
  const page = await ask(requestId, () => caller.reference.list({ list }));
  return { ...page, ...pickGroup(page, new URL(request.url).searchParams.get('of')) };
}

/** A list of many groups shows one of them. */
function pickGroup({ list, rows }: ReferenceListPage, asked: string | null) {
  const { groupField } = referenceLists[list];
  if (!groupField || rows.length <= 60) return { rows, groups: [], group: '' };
  const groups = [...new Set(rows.map(({ cells }) => cells[groupField] ?? ''))];
  const group = groups.find((one) => one === asked) ?? groups[0] ?? '';
  return { rows: rows.filter(({ cells }) => cells[groupField] === group), groups, group };
}

type Row = ReferenceListPage['rows'][number];

export default function ReferenceListPageView({
  loaderData: { list, rows, groups, group, mayWrite },
}: Route.ComponentProps) {
  const { title, one, about, fields, nameField, groupField, canAdd } = referenceLists[list];
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
          <>
            {canAdd && mayWrite ? (
              <ButtonLink to={`/secretariat/reference/${list}/new`}>Add {one}</ButtonLink>
            ) : null}
            <ListFileLink list="reference" search={{ of: list }} />
          </>
        }
      >
        {title}
      </PageHeading>
      {mayWrite ? null : <ReadOnlyLists />}
      {groups.length > 0 ? (
        <Form method="get" className={styles.filter} data-print="hide">
          <SelectField
            key={group}
            id="of"
            name="of"
            label={fields.find(({ name }) => name === groupField)?.label}
            options={groups.map((value) => ({ value, label: value }))}
            defaultValue={group}
          />
          <Button variant="secondary">Show</Button>
        </Form>
      ) : null}
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
                      {missing.map((code) => getLanguage(code).name).join(', ') || '–'}
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
