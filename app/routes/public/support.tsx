import { DataTable } from '#app/components/data-table.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { PublishedSupport } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import { StageAmount, TotalsNote } from '#app/features/support/public-support.tsx';
import { describeRate, formatMoney } from '#app/features/support/support-words.ts';
import styles from '#app/features/support/support.module.css';
import { requestContext } from '#app/request-context.ts';
import { support as english } from '#server/domain/language/messages/en/support.ts';
import type { StageTotal } from '#server/domain/support/dollars.calculations.ts';
import { supportStages } from '#server/domain/support/support.schema.ts';
import type { Route } from './+types/support';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.support({ publication: readPublication(request.url) }));
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, {
    title: english.title,
    description: english.description,
    path: '/support',
    image: '/og/pages/support',
  });

export default function SupportPage({ loaderData: { publication, support } }: Route.ComponentProps) {
  const words = useWords('support');
  if (!publication || !support) {
    return (
      <>
        <PageHeading
          kicker={publication ? words('title') : undefined}
          lead={publication ? words('notYetBody') : undefined}
          meta={publication ? <PublicationLine publication={publication} /> : undefined}
        >
          {publication ? words('notYet') : words('title')}
        </PageHeading>
        {publication ? null : <NothingPublished />}
      </>
    );
  }
  const { partners, unfinanced, activities } = support;
  return (
    <>
      <PageHeading
        kicker={words('title')}
        lead={words('lead')}
        meta={<PublicationLine publication={publication} />}
      >
        {partners.length === 0
          ? words('noneConfirmed')
          : words('finding', { partners: partners.length, unfinanced: unfinanced.length, activities })}
      </PageHeading>
      {partners.length > 0 ? <Given support={support} /> : null}
      <Unfinanced support={support} />
      <SupportFiles rates={support.rates} />
    </>
  );
}

/** What partners give: by partner, by year and by thematic area. */
function Given({ support }: { support: PublishedSupport }) {
  const words = useWords('support');
  const link = usePublicationLink();
  const { partners, years, areas, totals, heldBack, reported } = support;
  const stageColumns = useStageColumns();
  const entriesColumn = {
    key: 'entries',
    header: words('entries'),
    numeric: true,
    cell: (row: { entries: number; heldBack: number }) => (
      <>
        {row.entries}
        {row.heldBack > 0 ? (
          <div className={styles.muted}>{words('heldBackOf', { count: row.heldBack })}</div>
        ) : null}
      </>
    ),
  };
  return (
    <>
      <Section id="partners" title={words('partners')}>
        <TotalsNote totals={totals} heldBack={heldBack} />
        {reported?.value == null ? null : (
          <p>
            {words.rich('reported', {
              indicator: <Link to={link(`/indicators/${reported.code}`)}>{reported.code}</Link>,
              amount: formatMoney(reported.unit, reported.value),
              year: String(reported.year),
            })}
          </p>
        )}
        <DataTable
          caption={words('partners')}
          captionHidden
          narrow="stack"
          rows={partners}
          rowKey={({ slug }) => slug}
          columns={[
            {
              key: 'partner',
              header: words('partner'),
              rowHeader: true,
              minWidth: '14rem',
              cell: ({ slug, name }) => (
                <Link to={link(`/partners/${slug}`)}>
                  <English>{name}</English>
                </Link>
              ),
            },
            {
              key: 'kinds',
              header: words('kinds'),
              minWidth: '9rem',
              cell: ({ kinds }) => kinds.map((kind) => words(`kind_${kind}`)).join(', '),
            },
            entriesColumn,
            ...stageColumns,
          ]}
        />
      </Section>
      {years.length > 0 ? (
        <Section id="years" title={words('years')}>
          <DataTable
            caption={words('years')}
            captionHidden
            narrow="stack"
            fit
            rows={years}
            rowKey={({ year }) => year}
            columns={[
              { key: 'year', header: words('year'), rowHeader: true, cell: ({ year }) => year },
              ...stageColumns,
            ]}
          />
        </Section>
      ) : null}
      <Section id="areas" title={words('areas')}>
        <DataTable
          caption={words('areas')}
          captionHidden
          narrow="stack"
          rows={areas}
          rowKey={({ area }) => area?.code ?? ''}
          columns={[
            {
              key: 'area',
              header: words('area'),
              rowHeader: true,
              minWidth: '14rem',
              cell: ({ area }) =>
                area ? (
                  <Link to={link(`/areas/${encodeURIComponent(area.code)}`)}>
                    {area.code} <English>{area.title}</English>
                  </Link>
                ) : (
                  words('wholePlan')
                ),
            },
            entriesColumn,
            ...stageColumns,
          ]}
        />
      </Section>
    </>
  );
}

/** A column for each stage; stages are never added together. */
function useStageColumns() {
  const words = useWords('support');
  return supportStages.map((stage) => ({
    key: stage,
    header: words(`stage_${stage}`),
    numeric: true,
    cell: ({ totals }: { totals: readonly StageTotal[] }) => (
      <StageAmount total={totals.find((total) => total.stage === stage)} />
    ),
  }));
}

/** The activities that nobody is known to finance: those without a partner first. */
function Unfinanced({ support: { unfinanced } }: { support: PublishedSupport }) {
  const words = useWords('support');
  const alone = unfinanced.filter(({ partners }) => partners.length === 0);
  const named = unfinanced.filter(({ partners }) => partners.length > 0);
  return (
    <>
      <Section
        id="without-money"
        title={words('unfinancedAlone', { count: alone.length })}
        lead={words('unfinancedLead')}
      >
        {alone.length > 0 ? <ActivityTable rows={alone} /> : null}
      </Section>
      {named.length > 0 ? (
        <Section
          id="with-partner"
          title={words('unfinancedNamed', { count: named.length })}
          lead={words('namedLead')}
        >
          <ActivityTable rows={named} named />
        </Section>
      ) : null}
    </>
  );
}

function ActivityTable({
  rows,
  named = false,
}: {
  rows: PublishedSupport['unfinanced'];
  named?: boolean | undefined;
}) {
  const words = useWords('support');
  const link = usePublicationLink();
  return (
    <DataTable
      caption={words('activity')}
      captionHidden
      narrow="stack"
      dense
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'activity',
          header: words('activity'),
          rowHeader: true,
          minWidth: '18rem',
          cell: ({ code, title }) => (
            <Link to={link(`/activities/${encodeURIComponent(code)}`)}>
              {code} <English>{title}</English>
            </Link>
          ),
        },
        ...(named
          ? [
              {
                key: 'partners',
                header: words('named'),
                cell: ({ partners }: PublishedSupport['unfinanced'][number]) => (
                  <English>{partners.join(', ')}</English>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** The rates by which amounts were converted, and the same as data. */
function SupportFiles({ rates }: { rates: PublishedSupport['rates'] }) {
  const words = useWords('support');
  const link = usePublicationLink();
  return (
    <>
      {rates.length > 0 ? (
        <Details id="rates" summary={words('rates')}>
          <ul>
            {rates.map((rate) => (
              <li key={`${rate.currency} ${rate.day}`}>
                <English>{describeRate(rate)}</English>
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
      <ul className={styles.ways}>
        <li>
          <Link to={link('/data/v1/support-entries.csv')}>{words('file')}</Link>
        </li>
        <li>
          <Link to={link('/data/v1/support-amounts.csv')}>{words('amountsFile')}</Link>
        </li>
      </ul>
    </>
  );
}
