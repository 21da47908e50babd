import { data } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import styles from '#app/features/edition/document.module.css';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/edition-compare';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const before = Number(searchParams.get('from'));
  const after = Number(searchParams.get('to'));
  const edition = searchParams.get('edition') ?? '';
  if (![before, after].every((number) => Number.isInteger(number) && number > 0)) {
    throw data(null, { status: 404 });
  }
  return {
    round: params.round,
    ...(await ask(requestId, () => caller.edition.compare({ round: params.round, edition, before, after }))),
  };
}

/** The newest changes that a page shows; a draft of another round's numbers differs in all. */
const mostShown = 400;

export default function CompareDrafts({ loaderData }: Route.ComponentProps) {
  const { round, edition, before, after, changes } = loaderData;
  const texts = changes.filter(({ kind }) => kind === 'text');
  const numbers = changes.filter(({ kind }) => kind === 'number');
  const title = `Draft ${before} and draft ${after}`;
  return (
    <>
      <PageTitle parts={[title, `Report of ${round}`, 'Secretariat']} />
      <Breadcrumbs items={[{ label: `Report of ${round}`, to: `/secretariat/compile/${round}/editions` }]} />
      <PageHeading kicker={`${edition.title}: ${title}`}>
        {changes.length === 0
          ? 'Nothing differs'
          : `${formatCount(texts.length, 'sentences', 'differ')}, ${formatCount(numbers.length, 'cells', 'differ')}`}
      </PageHeading>
      {(
        [
          ['texts', 'Text', texts],
          ['numbers', 'Tables', numbers],
        ] as const
      ).map(([id, heading, rows]) => (
        <Section key={id} id={id} title={heading}>
          <DataTable
            caption={`${heading} that differs between draft ${before} and draft ${after}`}
            captionHidden
            narrow="stack"
            rows={rows.slice(0, mostShown)}
            rowKey={(_, at) => at}
            empty="Nothing differs."
            columns={[
              {
                key: 'place',
                header: 'Where',
                rowHeader: true,
                minWidth: '12rem',
                cell: ({ place, what }) => (what ? `${place}: ${what}` : place),
              },
              {
                key: 'before',
                header: `Draft ${before}`,
                cell: (change) =>
                  change.before === null ? 'added' : <del className={styles.was}>{change.before}</del>,
              },
              {
                key: 'after',
                header: `Draft ${after}`,
                cell: (change) =>
                  change.after === null ? 'removed' : <ins className={styles.was}>{change.after}</ins>,
              },
            ]}
          />
          {rows.length > mostShown ? <p>and {rows.length - mostShown} more</p> : null}
        </Section>
      ))}
    </>
  );
}
