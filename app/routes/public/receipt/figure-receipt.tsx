import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { English } from '#app/features/language/language-context.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { loadFigureReceipt } from '#app/features/receipt/load-receipt.server.ts';
import type { Route } from './+types/figure-receipt';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { FigureReceipt } from '#app/contract.ts';
import { dataLicence } from '#server/domain/data/licences.ts';
import { EmbedCode } from '#app/features/embed/embed-code.tsx';
import { FigureText, FigureTexts } from '#app/features/figure/figure-text.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { usePinnedPublication, usePublicationLink, withNewest } from '#app/features/publication/link.ts';
import { NoNumber } from '#app/features/status/status-symbol.tsx';
import { formatRange } from '#server/domain/language/number-format.ts';
import { formatFigureCell } from '#server/domain/figure/format-cell.ts';
import { buildPlanPath } from '#server/domain/publication/leading-plan.rules.ts';
import type { Citation } from '#server/domain/receipt/citation.ts';
import {
  type CellWithoutNumber,
  listCellsWithoutNumber,
  listFigureScopes,
} from '#server/domain/receipt/figure-cells.calculations.ts';
import { expectedReports, isOfReports, describeFigureRule } from '#server/domain/receipt/rule-words.ts';
import { CitationBlock } from '#app/features/receipt/citation.tsx';
import { IndicatorRules, usePublicationItems } from '#app/features/receipt/indicator-rules.tsx';
import styles from '#app/features/receipt/receipt.module.css';

export const loader = ({ context, request, params }: Route.LoaderArgs) =>
  loadFigureReceipt({ context, request }, params.figure);

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'receipt');
  if (!args.loaderData || args.error) return buildErrorMeta(words('figureNotFound'));
  const { definition } = args.loaderData.receipt.figure;
  return buildPageMeta(args, {
    title: definition.title,
    description: words('figureDescription', { title: definition.summary }),
    image: `/og/figures/${definition.id}`,
  });
};

export default function FigureReceiptRoute({ loaderData }: Route.ComponentProps) {
  return <FigureReceiptView {...loaderData} />;
}

interface FigureReceiptViewProps {
  receipt: FigureReceipt;
  citation: Citation;
  /** Where the figure stays, absolute. */
  address: string;
}

const cellsAtOnce = 6;
const cellsChangedAtOnce = 8;

/** A figure with its receipt: the picture and its rows, where they come from, and ways to take them along. */
function FigureReceiptView({ receipt, citation, address }: FigureReceiptViewProps) {
  const { publication, figure, indicators } = receipt;
  const { definition } = figure;
  const words = useWords('receipt');
  const embedWords = useWords('embed');
  const link = usePublicationLink();
  const file = (name: string) => link(`/figures/${definition.id}/${name}`);
  const pinned = usePinnedPublication();
  const publicationItems = usePublicationItems(publication);
  return (
    <FigureTexts figure={definition}>
      <Breadcrumbs items={[{ label: words('standsOn'), to: link(`${definition.path}#${definition.id}`) }]} />
      <PageHeading kicker={words('figureKicker', { number: String(publication.number) })}>
        <FigureText>{definition.summary}</FigureText>
      </PageHeading>
      <NewerFigure receipt={receipt} />
      <div className={styles.facts}>
        <FigureBlock figure={figure} tableShown />
      </div>
      <Section id="downloads" title={words('downloads')}>
        <ul className={styles.downloads}>
          {(
            [
              ['rows.csv', 'csv'],
              ['rows.json', 'json'],
              ['picture.svg', 'svg'],
              ['picture.png', 'png'],
              ['slide.png', 'slide'],
            ] as const
          ).map(([name, label]) => (
            <li key={name}>
              <Link to={file(name)}>{words(label)}</Link>
            </li>
          ))}
        </ul>
        <p>{words.rich('licence', { licence: <English>{dataLicence.name}</English> })}</p>
      </Section>
      <Section id="made" title={words('made')}>
        <Definitions
          items={[
            ...publicationItems,
            {
              term: words('round'),
              description: words.rich('newestRound', {
                title: <FigureText>{definition.publication.roundTitle}</FigureText>,
              }),
            },
            { term: words('source'), description: <FigureText firstUpper>{definition.source}</FigureText> },
            ...(definition.coverage
              ? [{ term: words('coverage'), description: <FigureText>{definition.coverage}</FigureText> }]
              : []),
            ...(indicators.length === 0
              ? [
                  { term: words('rule'), description: <English>{describeFigureRule(definition)}</English> },
                  ...(isOfReports(definition)
                    ? [{ term: words('expected'), description: <English>{expectedReports}</English> }]
                    : []),
                  { term: words('unit'), description: <English>{definition.unit}</English> },
                ]
              : []),
          ]}
        />
      </Section>
      {indicators.length > 0 ? (
        <Section id="indicators" title={words('indicators')}>
          {indicators.map((indicator) => (
            <IndicatorRules
              key={indicator.code}
              indicator={indicator}
              scopes={listFigureScopes(definition)}
              titled={indicators.length > 1}
            />
          ))}
        </Section>
      ) : null}
      <CellsWithoutNumber receipt={receipt} />
      <Section id="embed" title={embedWords('title')} lead={embedWords('explain')}>
        <EmbedCode
          figure={figure}
          origin={new URL(address).origin}
          // The newest of a plan that does not lead has a number in its address; that is what is followed there.
          publication={!publication.isLeading && pinned === publication.newest ? null : pinned}
          plan={publication.hasOtherPlans ? buildPlanPath(publication.planCode) : ''}
        />
      </Section>
      <CitationBlock
        citation={citation}
        address={address}
        files={{ bibtex: file('citation.bib'), ris: file('citation.ris') }}
      />
    </FigureTexts>
  );
}

function CellsWithoutNumber({ receipt: { figure } }: { receipt: FigureReceipt }) {
  const words = useWords('receipt');
  const figureWords = useWords('figure');
  const { definition } = figure;
  const cells = listCellsWithoutNumber(definition);
  const all = definition.rows.length * definition.columns.filter(({ numeric }) => numeric).length;
  const groups = Map.groupBy(cells, ({ mark, range }) => `${mark} ${range ? formatRange(range) : ''}`);
  if (cells.length === 0) {
    return (
      <Section id="suppressed" title={words('suppressed')}>
        <p>{words('suppressedNone')}</p>
      </Section>
    );
  }
  return (
    <Section
      id="suppressed"
      title={words('suppressed')}
      lead={words('suppressedLead', { count: cells.length, all: String(all) })}
    >
      {[...groups].map(([key, marked]) => {
        const [{ mark, range }] = marked as [CellWithoutNumber];
        const [reason, ...others] = new Set(marked.map((cell) => cell.reason));
        // One reason for all of them is said once.
        const shared = others.length === 0 ? reason : null;
        const list = (some: typeof cells) => <CellList cells={some} withReasons={!shared} />;
        return (
          <div key={key} className={styles.mark}>
            <p>
              <NoNumber state={mark} range={range} withWord />:{' '}
              <span lang={figureWords.lang}>{figureWords(range ? 'rangeMeaning' : `${mark}Meaning`)}</span>
              {shared ? (
                <>
                  . <English>{shared}</English>
                </>
              ) : null}
            </p>
            {list(marked.slice(0, cellsAtOnce))}
            {marked.length > cellsAtOnce ? (
              <Details summary={words('cellsMore', { count: marked.length - cellsAtOnce })}>
                {list(marked.slice(cellsAtOnce))}
              </Details>
            ) : null}
          </div>
        );
      })}
    </Section>
  );
}

function CellList({ cells, withReasons }: { cells: readonly CellWithoutNumber[]; withReasons: boolean }) {
  const link = usePublicationLink();
  return (
    <ul>
      {cells.map(({ row, column, rowLabel, columnLabel, receipt, reason }) => (
        <li key={`${row}-${column}`}>
          {receipt ? (
            <Link to={link(receipt)}>
              <English>{`${rowLabel}, ${columnLabel}`}</English>
            </Link>
          ) : (
            <English>{`${rowLabel}, ${columnLabel}`}</English>
          )}
          {withReasons && reason ? <English>{`: ${reason}`}</English> : null}
        </li>
      ))}
    </ul>
  );
}

/** Says whether the newest publication shows something else in the same figure. */
function NewerFigure({ receipt: { publication, figure, newer } }: { receipt: FigureReceipt }) {
  const words = useWords('receipt');
  if (!newer) return null;
  const { definition } = figure;
  const number = String(newer.number);
  const compare = `/publications/compare?from=${publication.number}&to=${newer.number}`;
  return (
    <Notice id="newer" title={words('newerTitle')}>
      {newer.figure === null ? (
        <p>{words('newerGone', { number })}</p>
      ) : newer.changed.length === 0 ? (
        <p>{words('newerSame', { number })}</p>
      ) : (
        <>
          <p>{words('newerFigure', { number, count: newer.changed.length })}</p>
          <ul>
            {newer.changed.slice(0, cellsChangedAtOnce).map(({ row, column, ...cell }) => (
              <li key={`${row}-${column}`}>
                {words.rich('newerCell', {
                  row: <English>{cell.rowLabel}</English>,
                  column: <English>{cell.columnLabel}</English>,
                  before: cell.before ? (
                    <English>{formatFigureCell(cell.before, definition.unit)}</English>
                  ) : (
                    words('nothing')
                  ),
                  now: cell.now ? (
                    <English>{formatFigureCell(cell.now, definition.unit)}</English>
                  ) : (
                    words('nothing')
                  ),
                })}
              </li>
            ))}
          </ul>
          {newer.changed.length > cellsChangedAtOnce ? (
            <p>{words('cellsMore', { count: newer.changed.length - cellsChangedAtOnce })}</p>
          ) : null}
        </>
      )}
      <p>
        {newer.figure ? (
          <>
            <Link to={withNewest(`/figures/${definition.id}`, publication)}>
              {words('newerOpen', { number })}
            </Link>
            {' · '}
          </>
        ) : null}
        <Link to={compare}>{words('seeChange')}</Link>
      </p>
    </Notice>
  );
}
