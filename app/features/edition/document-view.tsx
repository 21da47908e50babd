import { Fragment } from 'react';
import { Details, ScrollRegion } from '#app/components/layout.tsx';
import type { DocumentCell, DocumentRun, DocumentTable } from '#server/domain/report/document.types.ts';
import type { PrintedPage, PrintedPageBlock } from '#server/domain/report/printed-page.ts';
import styles from './document.module.css';
import { Definitions } from '#app/components/definitions.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';

/** An edition of the report as a page: the words and numbers of its files, with the same numbers of tables. */
export function DocumentView({ page }: { page: PrintedPage }) {
  return (
    <article className={styles.document}>
      <nav aria-label="Contents">
        <Details summary="Contents" open>
          <ol className={styles.contents}>
            {page.blocks.map((block) =>
              block.kind === 'heading' && block.level < 3 ? (
                <li key={block.id} data-level={block.level}>
                  <a href={`#${block.id}`}>
                    {block.number} {block.text}
                  </a>
                </li>
              ) : null,
            )}
          </ol>
        </Details>
      </nav>
      {page.blocks.map((block, at) => (
        <Block key={'id' in block ? block.id : at} block={block} />
      ))}
    </article>
  );
}

function Block({ block }: { block: PrintedPageBlock }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = (['h2', 'h3', 'h4'] as const)[block.level - 1] ?? 'h4';
      return (
        <Heading id={block.id} className={styles[`heading${block.level}`]}>
          {block.number} {block.text}
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p className={styles[block.style]}>
          <Runs runs={block.runs} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((runs, at) => (
            <li key={at}>
              <Runs runs={runs} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <ReportTable table={block} />;
    case 'figure':
      return (
        <figure id={block.id} className={styles.figure} aria-label={`Figure ${block.number}`}>
          <figcaption>
            <strong>Figure {block.number}.</strong> {block.title}
          </figcaption>
          {/* Drawn by the server from the same definition as on the public pages; nothing in it is anybody's markup. */}
          <div
            role="img"
            aria-label={block.alternative}
            className={styles.picture}
            dangerouslySetInnerHTML={{ __html: block.svg }}
          />
          {block.notes.map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
          {block.table === null ? null : (
            <p className={styles.note}>
              The numbers are in <a href={`#${block.table.id}`}>{block.table.label}</a>.
            </p>
          )}
        </figure>
      );
  }
}

function Runs({ runs }: { runs: readonly DocumentRun[] }) {
  return runs.map((run, at) =>
    run.kind === 'reference' ? (
      <a key={at} href={`#${run.to}`}>
        {run.label}
      </a>
    ) : run.kind === 'page' ? (
      <a key={at} href={run.path}>
        {run.text}
      </a>
    ) : run.strong ? (
      <strong key={at}>{run.text}</strong>
    ) : (
      <Fragment key={at}>{run.text}</Fragment>
    ),
  );
}

function ReportTable({ table }: { table: DocumentTable }) {
  const caption = `${table.id}-caption`;
  return (
    <div id={table.id} className={styles.region}>
      <ScrollRegion labelledBy={caption} always>
        <table className={styles.table} data-table={table.number}>
          <caption id={caption}>
            <strong>Table {table.number}.</strong> {table.title}
          </caption>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.key} scope="col" data-align={column.align}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, at) =>
              'group' in row ? (
                <tr key={at} className={styles.group}>
                  <th scope="colgroup" colSpan={table.columns.length}>
                    {row.group}
                  </th>
                </tr>
              ) : (
                <tr key={at}>
                  {row.cells.map((cell, column) => (
                    <td key={table.columns[column]?.key} data-align={table.columns[column]?.align}>
                      <Cell cell={cell} />
                    </td>
                  ))}
                </tr>
              ),
            )}
          </tbody>
        </table>
      </ScrollRegion>
      {table.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </div>
  );
}

function Cell({ cell }: { cell: DocumentCell }) {
  if (cell.kind === 'number') return cell.shown;
  if (cell.kind === 'mark') return <span className={styles.mark}>{cell.shown}</span>;
  return (
    <>
      {cell.lead ? <strong className={styles.lead}>{cell.lead}</strong> : null}
      {cell.kind === 'words' ? (
        cell.items.map(({ label, text }, at) => (
          <span key={at} className={styles.passage}>
            {label === '' ? null : <strong>{label}: </strong>}
            {text}
          </span>
        ))
      ) : cell.strong ? (
        <strong>{cell.text}</strong>
      ) : (
        <span className={styles.words}>{cell.text}</span>
      )}
    </>
  );
}

/** An edition of the report as a page: what stands on its title page, then the whole of it. */
export function EditionView({ page }: { page: PrintedPage }) {
  return (
    <>
      <PageHeading kicker={page.marking} lead={page.subtitle}>
        {page.title}
      </PageHeading>
      <Definitions items={page.facts.map(({ term, text }) => ({ term, description: text }))} />
      {page.notice ? <Notice title={page.notice} /> : null}
      <DocumentView page={page} />
    </>
  );
}
