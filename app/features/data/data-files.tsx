import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { DataOverview } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { datasets } from '#server/domain/data/datasets.ts';
import { otherFiles } from '#server/domain/data/other-files.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import styles from './data.module.css';

type FilesProps = Pick<DataOverview, 'counts' | 'publication'>;

/** Every table with its size, as CSV and as JSON. */
export function DataTables({ counts, publication }: FilesProps) {
  const words = useWords('data');
  const link = usePublicationLink();
  const format = (name: string, ending: 'csv' | 'json', label: string) => (
    <Link to={link(`/data/v1/${name}.${ending}`)} reloadDocument>
      {label}
      <VisuallyHidden> {words('ofTable', { table: name })}</VisuallyHidden>
    </Link>
  );
  return (
    <Section id="files" title={words('start')} lead={words('startLead')}>
      <DataTable
        caption={
          publication
            ? words('filesCaption', { number: String(publication.number) })
            : words('filesCaptionNone')
        }
        captionHidden
        narrow="stack"
        rows={datasets}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            header: words('file'),
            rowHeader: true,
            nowrap: true,
            cell: ({ name }) => <a href={`#columns-${name}`}>{name}</a>,
          },
          { key: 'line', header: words('rowIs'), minWidth: '10rem', cell: ({ line }) => line },
          { key: 'holds', header: words('holds'), cell: ({ holds }) => holds },
          ...(counts
            ? [
                {
                  key: 'rows',
                  header: words('rows'),
                  numeric: true,
                  cell: ({ name }: (typeof datasets)[number]) => formatNumber(counts[name]),
                },
              ]
            : []),
          {
            key: 'download',
            header: words('download'),
            nowrap: true,
            cell: ({ name }) => (
              <span className={styles.forms}>
                {format(name, 'csv', words('asCsv'))} {format(name, 'json', words('asJson'))}
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** One workbook, descriptions, and the forms of other systems. */
export function OtherFiles() {
  const words = useWords('data');
  const link = usePublicationLink();
  // The feed and the list of addresses are the same whatever publication is in view.
  const isPinned = (path: string) => path !== '/feed.xml';
  return (
    <Section id="other-forms" title={words('others')} lead={words('othersLead')}>
      <DataTable
        caption={words('others')}
        captionHidden
        narrow="stack"
        rows={otherFiles}
        rowKey={({ path }) => path}
        columns={[
          {
            key: 'file',
            header: words('download'),
            rowHeader: true,
            cell: ({ path }) => (
              <Link to={isPinned(path) ? link(path) : path} reloadDocument>
                {path.replace(/^\/(data\/v1\/)?/, '')}
              </Link>
            ),
          },
          { key: 'what', header: words('what'), cell: ({ title }) => title },
          { key: 'form', header: words('form'), cell: ({ type }) => <code>{shorten(type)}</code> },
        ]}
      />
    </Section>
  );
}

const shorten = (type: string) => (type.includes('spreadsheetml') ? 'Office Open XML (.xlsx)' : type);
