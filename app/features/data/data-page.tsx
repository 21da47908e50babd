import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { withPublication } from '#app/features/publication/link.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { noNumberStates } from '#server/domain/figure/mark-shapes.ts';
import { NoNumber, noNumberWords } from '#app/features/status/no-number.tsx';
import type { ListedPublication } from '#server/trpc/routers/dashboard-figures.router.ts';
import { dataFiles, valueColumnWords } from './file-words.ts';
import { dataLicence } from './licence.ts';

/** What can be downloaded, what the files hold, and how to read what is not a number. */
export function DataPageView({ publications }: { publications: readonly ListedPublication[] }) {
  const link = usePublicationLink();
  return (
    <>
      <PageHeading
        kicker="Open data"
        lead={
          <>
            The files hold the same figures as the pages, no more and no less. They may be used, changed and
            passed on under{' '}
            <a href={dataLicence.url} rel="license">
              {dataLicence.name}
            </a>{' '}
            when the source is named.
          </>
        }
      >
        Every published figure, to take away
      </PageHeading>
      <DataTable
        caption="Files of the publication in view"
        narrow="stack"
        rows={dataFiles}
        rowKey={({ path }) => path}
        columns={[
          {
            key: 'file',
            header: 'File',
            rowHeader: true,
            nowrap: true,
            cell: ({ path, name }) => (
              <Link to={link(path)} reloadDocument>
                {name}
              </Link>
            ),
          },
          { key: 'line', header: 'A line is', minWidth: '11rem', cell: ({ line }) => line },
          { key: 'holds', header: 'Holds', cell: ({ holds }) => holds },
        ]}
      />
      <p>
        The figures of one indicator alone are at its page, under “Download”; those of one thematic area’s
        activities at the page of the area.
      </p>
      <Section
        id="keep"
        title="Keep to one publication"
        lead={
          <>
            An address without a number gives the newest publication. With <code>?publication=2</code> it
            gives that one for good: what you cite today will still be there.
          </>
        }
      >
        <DataTable
          caption="All figures by publication"
          captionHidden
          fit
          dense
          narrow="stack"
          rows={publications}
          rowKey={({ number }) => number}
          empty="Nothing has been published yet."
          columns={[
            {
              key: 'number',
              header: 'Publication',
              rowHeader: true,
              cell: ({ number }) => <Link to={`/publications/${number}`}>Publication {number}</Link>,
            },
            { key: 'date', header: 'Published', cell: ({ publishedAt }) => <DateText iso={publishedAt} /> },
            { key: 'round', header: 'Newest round', cell: ({ round }) => round.title },
            {
              key: 'file',
              header: 'Figures',
              cell: ({ number }) => (
                <Link to={withPublication('/data/v1/values.csv', number)} reloadDocument>
                  values.csv<VisuallyHidden> of publication {number}</VisuallyHidden>
                </Link>
              ),
            },
          ]}
        />
      </Section>
      <Section
        id="no-number"
        title="What is not a number"
        lead="Zero is a number and is written 0. Where there is none, the column “state” says why and the columns of numbers are empty. Never read an empty cell as zero."
      >
        <DataTable
          caption="Codes of the column state"
          captionHidden
          narrow="stack"
          rows={['reported' as const, ...noNumberStates]}
          rowKey={(state) => state}
          columns={[
            {
              key: 'code',
              header: 'Code',
              rowHeader: true,
              nowrap: true,
              cell: (state) => <code>{state}</code>,
            },
            {
              key: 'mark',
              header: 'On the pages',
              nowrap: true,
              cell: (state) => (state === 'reported' ? 'the number' : <NoNumber state={state} withWord />),
            },
            {
              key: 'meaning',
              header: 'Means',
              cell: (state) =>
                state === 'reported' ? 'there is a figure; it may be zero' : noNumberWords[state].meaning,
            },
          ]}
        />
      </Section>
      <Section
        id="columns"
        title="Columns of values.csv"
        lead="One line for each figure, with all names written out, so that a line makes sense alone."
      >
        <DataTable
          caption="Columns of values.csv"
          captionHidden
          dense
          rows={valueColumnWords}
          rowKey={({ name }) => name}
          columns={[
            {
              key: 'name',
              header: 'Column',
              rowHeader: true,
              nowrap: true,
              cell: ({ name }) => <code>{name}</code>,
            },
            { key: 'holds', header: 'Holds', cell: ({ holds }) => holds },
          ]}
        />
      </Section>
      <Section id="format" title="How the files are written">
        <ul>
          <li>
            Comma-separated, with the names of the columns in the first line, in UTF-8. Numbers have a point
            and no thousands mark.
          </li>
          <li>
            Text that a spreadsheet would take for a formula has an apostrophe before it. Negative numbers do
            not occur.
          </li>
          <li>
            Columns keep their names. New ones may be added at the end of a group; read by name, not by place.
          </li>
          <li>
            Figures that protect small numbers of persons are held back in the files just as on the pages; how
            is written under <Link to={link('/about/methodology')}>Methodology</Link>.
          </li>
        </ul>
      </Section>
    </>
  );
}
