import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { DataOverview, ListedPublication } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { withPublication } from '#app/features/publication/link.ts';
import { CitationBlock } from '#app/features/receipt/citation-block.tsx';
import { citePublication } from '#app/features/receipt/cite.ts';
import { CodeLists, Codebook, NoNumberCodes } from './codebook.tsx';
import { DataTables, OtherFiles } from './data-files.tsx';
import { DataRules } from './data-rules.tsx';
import { dataLicence } from './licence.ts';
import { FilterList, QuickStart } from './quick-start.tsx';

export interface DataPageProps {
  overview: DataOverview;
  /** The tracker's public address. */
  origin: string;
}

/** What can be taken away, in which forms and how to quote it; how the API is asked; what every column and code means. */
export function DataPageView({ overview, origin }: DataPageProps) {
  const words = useWords('data');
  const { publication, publications, counts, codes, rounds, samples } = overview;
  return (
    <>
      <PageHeading
        kicker={words('title')}
        lead={words.rich('lead', {
          licence: (
            <a href={dataLicence.url} rel="license">
              {dataLicence.name}
            </a>
          ),
        })}
      >
        {words('heading')}
      </PageHeading>
      <DataTables counts={counts} publication={publication} />
      <OtherFiles />
      {publication ? <Quote publication={publication} origin={origin} /> : null}
      <Publications publication={publication} publications={publications} />
      {samples ? <QuickStart samples={samples} origin={origin} /> : null}
      <FilterList />
      <NoNumberCodes />
      <Codebook />
      {codes.length > 0 ? <CodeLists codes={codes} rounds={rounds} /> : null}
      <DataRules />
    </>
  );
}

function Quote({
  publication,
  origin,
}: {
  publication: NonNullable<DataOverview['publication']>;
  origin: string;
}) {
  const words = useWords('data');
  const { citation, address } = citePublication(origin, publication);
  const { number, notice } = publication;
  return (
    <>
      <CitationBlock
        citation={citation}
        address={address}
        files={{
          bibtex: `/publications/${number}/citation.bib`,
          ris: `/publications/${number}/citation.ris`,
        }}
      />
      {notice ? <Notice title={words('noticeTitle')}>{notice}</Notice> : null}
    </>
  );
}

/** Every publication with its values, each at an address that stays. */
function Publications({ publication, publications }: Pick<DataOverview, 'publication' | 'publications'>) {
  const words = useWords('data');
  return (
    <Section
      id="keep"
      title={words('keep')}
      lead={words.rich('keepLead', {
        parameter: <code>?publication={publication?.number ?? 1}</code>,
      })}
    >
      <DataTable
        caption={words('keepCaption')}
        captionHidden
        fit
        dense
        narrow="stack"
        rows={publications}
        rowKey={({ number }) => number}
        empty={words('nothing')}
        columns={[
          {
            key: 'number',
            header: words('publication'),
            rowHeader: true,
            cell: ({ number }) => (
              <Link to={`/publications/${number}`}>
                {words('publicationNumber', { number: String(number) })}
              </Link>
            ),
          },
          {
            key: 'date',
            header: words('published'),
            cell: ({ publishedAt }) => <DateText iso={publishedAt} />,
          },
          ...(publication?.hasOtherPlans
            ? [{ key: 'plan', header: words('plan'), cell: ({ plan }: ListedPublication) => plan.title }]
            : []),
          { key: 'round', header: words('newestRound'), cell: ({ round }) => round.title },
          {
            key: 'values',
            header: words('values'),
            cell: ({ number }) => (
              <Link to={withPublication('/data/v1/values.csv', number)} reloadDocument>
                <span aria-hidden="true">values.csv</span>
                <VisuallyHidden>{words('valuesOf', { number: String(number) })}</VisuallyHidden>
              </Link>
            ),
          },
          {
            key: 'workbook',
            header: words('workbook'),
            cell: ({ number }) => (
              <Link to={withPublication('/data/v1/workbook.xlsx', number)} reloadDocument>
                <span aria-hidden="true">workbook.xlsx</span>
                <VisuallyHidden>{words('workbookOf', { number: String(number) })}</VisuallyHidden>
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}
