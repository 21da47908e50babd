import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { English, LabelWord, useEnglishLang } from '#app/features/language/language-context.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { readPublication, usePublicationLink, withPublication } from '#app/features/publication/link.ts';
import { DatasetFacts } from '#app/features/standards/dataset-facts.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/data';
import { Link } from '#app/features/publication/public-link.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { LocalDate } from '#app/features/language/term.tsx';
import { Prose, Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { DataOverview, ListedPublication } from '#app/contract.ts';
import { CitationBlock, citePublication } from '#app/features/receipt/citation.tsx';
import {
  Codebook,
  CodeLists,
  NoNumberCodes,
  DataTables,
  OtherFiles,
} from '#app/features/data/data-files.tsx';
import { dataLicence } from '#server/domain/data/licences.ts';
import { Definitions } from '#app/components/definitions.tsx';
import { publicQuotas } from '#server/domain/data/data-query.rules.ts';
import { type DataFilterName, dataFilters, largestLimit } from '#server/domain/data/data-query.rules.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { CopyButton } from '#app/components/copy-button.tsx';
import styles from '#app/features/data/data.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const overview = await ask(requestId, () =>
    publicCaller.dashboard.dataOverview({ publication: readPublication(request.url) }),
  );
  return { overview, origin };
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'data');
  if (!args.loaderData || args.error) return buildErrorMeta(words('title'));
  return buildPageMeta(args, {
    title: words('title'),
    description: words('description'),
    image: '/og/pages/data',
  });
};

export default function DataPage({ loaderData: { overview, origin } }: Route.ComponentProps) {
  const { publication, publications } = overview;
  return (
    <>
      <DatasetFacts publication={publication} publications={publications} />
      <DataPageView overview={overview} origin={origin} />
    </>
  );
}

interface DataPageProps {
  overview: DataOverview;
  /** The tracker's public address. */
  origin: string;
}

/** What can be taken away, in which forms and how to quote it; how the API is asked; what every column and code means. */
function DataPageView({ overview, origin }: DataPageProps) {
  const words = useWords('data');
  const english = useEnglishLang();
  const { publication, publications, counts, codes, rounds, dimensions, samples } = overview;
  return (
    <>
      <PageHeading
        kicker={words('title')}
        lead={words.rich('lead', {
          licence: (
            <a href={dataLicence.url} rel="license" lang={english}>
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
      <NoNumberCodes />
      {codes.length > 0 ? <CodeLists codes={codes} rounds={rounds} dimensions={dimensions} /> : null}
      {english ? (
        <Section id="technical" title={words('technicalTitle')}>
          <p>{words('technical')}</p>
        </Section>
      ) : null}
      <div lang={english}>
        <FilterList />
        <Codebook />
        <DataRules />
      </div>
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
      {notice ? (
        <Notice title={words('noticeTitle')}>
          <English>{notice}</English>
        </Notice>
      ) : null}
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
            cell: ({ publishedAt }) => <LocalDate iso={publishedAt} />,
          },
          ...(publication?.hasOtherPlans
            ? [
                {
                  key: 'plan',
                  header: words('plan'),
                  cell: ({ plan }: ListedPublication) => <English>{plan.title}</English>,
                },
              ]
            : []),
          {
            key: 'round',
            header: words('newestRound'),
            cell: ({ round: { code, title } }) => (
              <LabelWord list="round" code={code}>
                {title}
              </LabelWord>
            ),
          },
          {
            key: 'values',
            header: words('values'),
            cell: ({ number }) => (
              <Link to={withPublication('/data/v1/values.csv', number)}>
                <span aria-hidden="true">values.csv</span>
                <VisuallyHidden>{words('valuesOf', { number: String(number) })}</VisuallyHidden>
              </Link>
            ),
          },
          {
            key: 'workbook',
            header: words('workbook'),
            cell: ({ number }) => (
              <Link to={withPublication('/data/v1/workbook.xlsx', number)}>
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

/** Formats of files and responses, what can go wrong, and what stays. */
function DataRules() {
  const words = useWords('api');
  const link = usePublicationLink();
  return (
    <>
      <Section id="format" title={words('written')}>
        <Prose>
          <ul>
            <li>{words('writtenCsv')}</li>
            <li>{words('writtenFormula')}</li>
            <li>{words('writtenJson')}</li>
            <li>{words('writtenPaging', { limit: formatNumber(largestLimit) })}</li>
            <li>{words('writtenTags')}</li>
            <li>
              {words('writtenLimits', {
                answers: formatNumber(publicQuotas.answers),
                made: formatNumber(publicQuotas.made),
              })}
            </li>
            <li>
              {words.rich('writtenDisclosure', {
                method: <Link to={link('/about/disclosure')}>{words('methodology')}</Link>,
              })}
            </li>
          </ul>
        </Prose>
      </Section>
      <Section id="problems" title={words('problems')} lead={words('problemsLead')}>
        <Definitions
          items={[
            { term: <code id="problem-bad-request">400</code>, description: words('problemBadRequest') },
            { term: <code id="problem-not-found">404</code>, description: words('problemNotFound') },
            { term: <code id="problem-method">405</code>, description: words('problemMethod') },
            { term: <code id="problem-too-many-requests">429</code>, description: words('problemTooMany') },
            { term: <code id="problem-fault">500</code>, description: words('problemFault') },
          ]}
        />
      </Section>
      <Section id="stability" title={words('stable')}>
        <Prose>
          <ul>
            <li>{words('stableCodes')}</li>
            <li>{words('stableColumns')}</li>
            <li>{words('stableDeprecation')}</li>
          </ul>
          <p>
            <Link to={link('/data/changes')}>{words('changesLink')}</Link>
          </p>
        </Prose>
      </Section>
    </>
  );
}

interface QuickStartProps {
  samples: NonNullable<DataOverview['samples']>;
  /** The tracker's public address. */
  origin: string;
}

/** Lines to copy, with codes that the publication has. */
function QuickStart({ samples, origin }: QuickStartProps) {
  const words = useWords('data');
  const { publication, filters } = samples;
  const api = `${origin}/data/v1`;
  const values = `${api}/values.csv?publication=${publication}`;
  return (
    <Section id="quick-start" title={words('quick')} lead={words('quickLead')}>
      <CodeExample id="example-file" label={words('exampleFile')} code={`curl --compressed -O "${values}"`} />
      <CodeExample
        id="example-filter"
        label={words('exampleFilter')}
        code={`curl --compressed "${api}/values.json?indicator=${filters.indicator ?? ''}&scope=region"`}
      />
      <CodeExample
        id="example-pages"
        label={words('examplePages')}
        code={[
          `next="${api}/values.json?limit=500"`,
          'while [ "$next" != "null" ]; do',
          '  page=$(curl -s --compressed "$next")',
          `  echo "$page" | jq -c '.data[]'`,
          `  next=$(echo "$page" | jq -r '.meta.links.next')`,
          'done',
        ].join('\n')}
      />
      <CodeExample
        id="example-script"
        label={words('exampleScript')}
        code={[
          `const answer = await fetch("${api}/activities.json?state=${filters.state ?? ''}");`,
          'const { data, meta } = await answer.json();',
          'console.log(data.length, meta.attribution);',
        ].join('\n')}
      />
      <CodeExample
        id="example-python"
        label={words('examplePython')}
        code={[
          'import pandas as pd',
          `values = pd.read_csv("${values}", dtype={"reporter_code": str})`,
          '# Empty is not zero: the column "state" says why there is no number.',
          'numbers = values[values["state"] == "reported"]',
        ].join('\n')}
      />
      <CodeExample
        id="example-r"
        label={words('exampleR')}
        code={[
          `values <- read.csv("${values}", na.strings = "", stringsAsFactors = FALSE)`,
          'numbers <- values[values$state == "reported", ]',
        ].join('\n')}
      />
    </Section>
  );
}

/** By what rows can be narrowed. */
function FilterList() {
  const words = useWords('api');
  return (
    <Section id="filters" title={words('filters')} lead={words('filtersLead')}>
      <DataTable
        caption={words('filtersCaption')}
        captionHidden
        dense
        narrow="stack"
        rows={Object.keys(dataFilters) as DataFilterName[]}
        rowKey={(name) => name}
        columns={[
          {
            key: 'name',
            header: words('parameter'),
            rowHeader: true,
            nowrap: true,
            cell: (name) => <code>{name}</code>,
          },
          { key: 'meaning', header: words('meaning'), cell: (name) => dataFilters[name] },
        ]}
      />
    </Section>
  );
}

interface CodeExampleProps {
  id: string;
  label: string;
  code: string;
}

/** Lines of code to copy: at a press where scripts run, by hand where they do not. */
function CodeExample({ id, label, code }: CodeExampleProps) {
  const words = useWords('data');
  return (
    <div className={styles.example}>
      <p className={styles.head}>
        <span id={`${id}-label`}>{label}</span>{' '}
        <CopyButton of={id} label={label} words={{ copy: words('copy'), copied: words('copied') }} />
      </p>
      <pre id={id} className={styles.code} lang="en" translate="no">
        {code}
      </pre>
    </div>
  );
}
