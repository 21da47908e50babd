import { Fragment } from 'react';
import { Link } from '#app/features/publication/public-link.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Section, Details } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { DataOverview } from '#app/contract.ts';
import { useWords, type Words } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { datasets } from '#server/domain/data/datasets.ts';
import { otherFiles } from '#server/domain/data/other-files.ts';
import { tableFormats } from '#server/domain/data/table-formats.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import styles from './data.module.css';
import { English, LabelWord, useLanguage, useSymbolWords } from '#app/features/language/language-context.tsx';
import { NoNumber, noNumberWords } from '#app/features/status/status-symbol.tsx';
import type { Column } from '#server/domain/data/column.ts';
import { noNumberStates } from '#server/domain/figure/symbol-shapes.ts';

type FilesProps = Pick<DataOverview, 'counts' | 'publication'>;

/** Every table with its size, in every format. */
export function DataTables({ counts, publication }: FilesProps) {
  const words = useWords('data');
  const link = usePublicationLink();
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
            cell: ({ name }) => (
              <a href={`#columns-${name}`} lang="en">
                {name}
              </a>
            ),
          },
          {
            key: 'line',
            header: words('rowIs'),
            minWidth: '10rem',
            cell: ({ line }) => <English>{line}</English>,
          },
          { key: 'holds', header: words('holds'), cell: ({ holds }) => <English>{holds}</English> },
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
                {tableFormats.map(({ ending, label }, at) => (
                  <Fragment key={ending}>
                    {at > 0 ? ' ' : ''}
                    <Link to={link(`/data/v1/${name}.${ending}`)}>
                      {label}
                      <VisuallyHidden>
                        {' '}
                        {words.rich('ofTable', { table: <English>{name}</English> })}
                      </VisuallyHidden>
                    </Link>
                  </Fragment>
                ))}
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
              <Link to={isPinned(path) ? link(path) : path} lang="en">
                {path.replace(/^\/(data\/v1\/)?/, '')}
              </Link>
            ),
          },
          { key: 'what', header: words('what'), cell: ({ title }) => <English>{title}</English> },
          { key: 'form', header: words('form'), cell: ({ type }) => <code lang="en">{shorten(type)}</code> },
        ]}
      />
    </Section>
  );
}

const shorten = (type: string) => (type.includes('spreadsheetml') ? 'Office Open XML (.xlsx)' : type);

/** Markers for missing values, and how the pages mark it. */
export function NoNumberCodes() {
  const words = useWords('data');
  const translated = useSymbolWords();
  const language = useLanguage().code;
  return (
    <Section id="no-number" title={words('noNumber')} lead={words('noNumberLead')}>
      <DataTable
        caption={words('noNumberCaption')}
        captionHidden
        narrow="stack"
        rows={['reported' as const, ...noNumberStates]}
        rowKey={(state) => state}
        columns={[
          {
            key: 'code',
            header: words('code'),
            rowHeader: true,
            nowrap: true,
            cell: (state) => <code lang="en">{state}</code>,
          },
          {
            key: 'mark',
            header: words('onPages'),
            nowrap: true,
            cell: (state) =>
              state === 'reported' ? words('theNumber') : <NoNumber state={state} withWord />,
          },
          {
            key: 'meaning',
            header: words('meaning'),
            cell: (state) =>
              state === 'reported' ? (
                words('reportedMeaning')
              ) : (
                <span lang={translated && language}>
                  {(translated?.noNumbers ?? noNumberWords)[state].meaning}
                </span>
              ),
          },
        ]}
      />
    </Section>
  );
}

const typeWords = {
  text: 'typeText',
  code: 'typeCode',
  whole: 'typeWhole',
  decimal: 'typeDecimal',
  truth: 'typeTruth',
  day: 'typeDay',
  moment: 'typeMoment',
  link: 'typeLink',
  list: 'typeList',
  pairs: 'typePairs',
} as const;

function formatType({ kind, nullable, codes }: Column, words: Words<'api'>): string {
  const type = codes ? codes.join(', ') : words(typeWords[kind]);
  return nullable || kind === 'list' || kind === 'pairs' ? `${type}; ${words('mayBeEmpty')}` : type;
}

/** Every column of every table. Folded, since they are many: one table is looked up at a time. */
export function Codebook() {
  const words = useWords('api');
  return (
    <Section id="columns" title={words('codebook')} lead={words('codebookLead')}>
      {datasets.map(({ name, columns }) => (
        <Details key={name} id={`columns-${name}`} summary={words('columnsOf', { table: name })} flush>
          <DataTable
            caption={words('columnsOf', { table: name })}
            captionHidden
            dense
            narrow="stack"
            rows={columns}
            rowKey={(column) => column.name}
            columns={[
              {
                key: 'name',
                header: words('column'),
                rowHeader: true,
                nowrap: true,
                cell: (column) => <code>{column.name}</code>,
              },
              { key: 'holds', header: words('holds'), cell: ({ description }) => description },
              {
                key: 'type',
                header: words('type'),
                minWidth: '11rem',
                cell: (column) => formatType(column, words),
              },
            ]}
          />
        </Details>
      ))}
    </Section>
  );
}

const lists = [
  ['status', 'listStatus', 'activity_status'],
  ['tag', 'listTag', 'tag'],
  ['lens', 'listLens', 'lens'],
  ['actip_article', 'listArticle', 'actip_article'],
  ['library_kind', 'listLibraryKind', 'library_kind'],
] as const;

/** The lists whose codes stand in the files, each code at an address of its own. */
export function CodeLists({
  codes,
  rounds,
  dimensions,
}: Pick<DataOverview, 'codes' | 'rounds' | 'dimensions'>) {
  const words = useWords('data');
  const shown = [
    ...lists.map(([list, title, translated]) => ({
      list,
      title: words(title),
      rows: codes
        .filter((row) => row.list === list)
        .map((row) => ({
          id: `${list}-${row.code}`,
          code: row.code,
          label: (
            <LabelWord list={translated} code={row.code}>
              {row.label}
            </LabelWord>
          ),
        })),
    })),
    {
      list: 'dimension',
      title: words('listDimensions'),
      rows: dimensions.map((row) => ({
        id: `dimension-${row.dimension_code}-${row.category_code}`,
        code: `${row.dimension_code}=${row.category_code}`,
        label: <English>{`${row.dimension}: ${row.category}`}</English>,
      })),
    },
    {
      list: 'round',
      title: words('listRounds'),
      rows: rounds.map((row) => ({
        id: `round-${row.round_code}`,
        code: row.round_code,
        label: (
          <LabelWord list="round" code={row.round_code}>
            {row.round}
          </LabelWord>
        ),
      })),
    },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <Section id="codes" title={words('lists')}>
      {shown.map(({ list, title, rows }) => (
        <Details key={list} id={`codes-${list}`} summary={title} flush>
          <DataTable
            caption={title}
            captionHidden
            dense
            fit
            rows={rows}
            rowKey={({ code }) => code}
            columns={[
              {
                key: 'code',
                header: words('code'),
                rowHeader: true,
                nowrap: true,
                cell: ({ id, code }) => (
                  <code id={id} lang="en">
                    {code}
                  </code>
                ),
              },
              { key: 'label', header: words('label'), cell: (row) => row.label },
            ]}
          />
        </Details>
      ))}
    </Section>
  );
}
