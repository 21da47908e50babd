import { findRange } from '#server/domain/value/count-range.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { English, LabelWord, useEnglishLang } from '#app/features/language/language-context.tsx';
import { useDateFormat } from '#app/features/language/term.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { loadValueReceipt } from '#app/features/receipt/load-receipt.server.ts';
import { useCoverage } from '#app/features/indicator/indicator-list.tsx';
import { formatFigureOrState, formatFigure } from '#server/domain/finding/figure-words.ts';
import { formatRoundInSentence } from '#server/domain/finding/sentence-parts.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import type { Route } from './+types/value-receipt';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { ValueReceipt } from '#app/contract.ts';
import { dataLicence } from '#server/domain/data/licences.ts';
import { usePublicationLink, withNewest, withPublication } from '#app/features/publication/link.ts';
import { NoNumber } from '#app/features/status/status-symbol.tsx';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { isSameFigure, listCellHistory } from '#server/domain/receipt/value-history.calculations.ts';
import type { Citation } from '#server/domain/receipt/citation.ts';
import { describeContributors } from '#server/domain/receipt/contributors.calculations.ts';
import { describeReason } from '#server/domain/receipt/reason-words.ts';
import { CitationBlock } from '#app/features/receipt/citation.tsx';
import {
  ComparabilityNotes,
  useDefinitionItems,
  usePublicationItems,
  useRuleItems,
} from '#app/features/receipt/indicator-rules.tsx';
import styles from '#app/features/receipt/receipt.module.css';
import { DataTable } from '#app/components/data-table.tsx';
import { describeReasons } from '#server/domain/receipt/change-reasons.rules.ts';

export const loader = ({ context, request, params }: Route.LoaderArgs) =>
  loadValueReceipt({ context, request }, params);

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'receipt');
  if (!args.loaderData || args.error) return buildErrorMeta(words('valueNotFound'));
  const { indicator, figure, round, reporter } = args.loaderData.receipt;
  const scope = reporter?.name ?? words('region').toLowerCase();
  return buildPageMeta(args, {
    title: `${indicator.code}: ${formatFigureOrState(indicator, figure)} for ${formatRoundInSentence(round.title)}`,
    description: words('valueDescription', {
      title: indicator.title,
      round: formatRoundInSentence(round.title),
      scope: formatUpperFirst(scope),
    }),
    image: `/og/pages/indicator/${indicator.code}`,
  });
};

export default function ValueReceiptRoute({ loaderData }: Route.ComponentProps) {
  return <ValueReceiptView {...loaderData} />;
}

interface ValueReceiptViewProps {
  receipt: ValueReceipt;
  citation: Citation;
  /** Where the value stays, absolute. */
  address: string;
}

/** One published value with its receipt: what it says and why, how it came about, and what was said before. */
function ValueReceiptView({ receipt, citation, address }: ValueReceiptViewProps) {
  const { publication, indicator, round, reporter, split, figure, notes, place } = receipt;
  const words = useWords('receipt');
  const english = useEnglishLang();
  const formatDay = useDateFormat();
  const figureWords = useWords('figure');
  const link = usePublicationLink();
  const path = buildReceiptPath(place);
  const file = (name: string) => link(`${path}/${name}`);
  const publicationItems = usePublicationItems(publication);
  const rule = useRuleItems(indicator, {
    region: !reporter,
    reporters: Boolean(reporter),
    name: reporter?.name,
  });
  const definition = useDefinitionItems(indicator);
  const reasons = describeReason({
    ...figure,
    scope: reporter ? 'reporter' : 'region',
  });
  const describeCoverage = useCoverage();
  const coverage = reporter ? null : describeCoverage(indicator.reportedBy, figure);
  const whose = receipt.contributors ? describeContributors(receipt.contributors, figure) : [];
  const isReported = figure.state === 'reported';
  const range = findRange(figure);
  return (
    <>
      <Breadcrumbs
        items={[
          { label: words('allIndicators'), to: link('/indicators') },
          {
            label: `${indicator.code} ${indicator.title}`,
            to: link(`/indicators/${indicator.code}`),
            lang: english,
          },
        ]}
      />
      <PageHeading
        kicker={words('valueKicker', { number: String(publication.number) })}
        lead={
          <>
            <English>{`${indicator.title}.`}</English>{' '}
            {reporter ? (
              <LabelWord list="state" code={reporter.code}>
                {reporter.name}
              </LabelWord>
            ) : (
              words('region')
            )}
            ,{' '}
            {split ? (
              <English>{`${split.dimensionName.toLowerCase()}: ${split.categoryName}`}</English>
            ) : (
              words('total').toLowerCase()
            )}
            .
          </>
        }
      >
        <English>
          {formatUpperFirst(formatFigureOrState(indicator, figure))} for {formatRoundInSentence(round.title)}
        </English>
      </PageHeading>
      <NewerValue receipt={receipt} />
      <div className={styles.facts}>
        <Definitions
          items={[
            {
              term: words('state'),
              description:
                figure.state === 'reported' ? (
                  words('reported')
                ) : (
                  <>
                    <NoNumber state={figure.state} range={range} withWord />:{' '}
                    <span lang={figureWords.lang}>
                      {figureWords(range ? 'rangeMeaning' : `${figure.state}Meaning`)}
                    </span>
                  </>
                ),
            },
            ...(reasons.length > 0
              ? [
                  {
                    term: words(isReported ? 'whyNote' : 'why'),
                    description: reasons.map((reason) => <English key={reason}>{reason}</English>),
                  },
                ]
              : []),
            ...(figure.numerator !== null && figure.denominator !== null
              ? [
                  {
                    term: words('parts'),
                    description: words('partsOf', {
                      numerator: formatNumber(figure.numerator),
                      denominator: formatNumber(figure.denominator),
                    }),
                  },
                ]
              : []),
            ...(figure.distribution
              ? [
                  {
                    term: words('answers'),
                    description: listAnswers(receipt).map(({ answer, count }) =>
                      words.rich('answersLine', { answer: <English>{answer}</English>, count }),
                    ),
                  },
                ]
              : []),
            ...(coverage ? [{ term: words('coverage'), description: coverage }] : []),
            ...(whose.length > 0
              ? [
                  {
                    term: words('whose'),
                    description: whose.map((line) => <English key={line}>{line}</English>),
                  },
                ]
              : []),
            {
              term: words('round'),
              description: words.rich('roundPeriod', {
                title: (
                  <>
                    <LabelWord list="round" code={round.code}>
                      {round.title}
                    </LabelWord>{' '}
                    ({round.code})
                  </>
                ),
                start: formatDay(round.periodStart),
                end: formatDay(round.periodEnd),
              }),
            },
            ...publicationItems,
          ]}
        />
      </div>
      <Section id="made" title={words('made')}>
        <Definitions items={[...rule, ...definition]} />
      </Section>
      <Section id="notes" title={words('notes')}>
        {notes.length > 0 ? <ComparabilityNotes notes={notes} /> : <p>{words('notesNone')}</p>}
      </Section>
      <Section id="history" title={words('history')} lead={words('historyLead')}>
        <CellHistory receipt={receipt} />
      </Section>
      <Section id="downloads" title={words('downloadRows')}>
        <ul className={styles.downloads}>
          <li>
            <Link to={file('rows.csv')}>{words('csv')}</Link>
          </li>
          <li>
            <Link to={file('rows.json')}>{words('json')}</Link>
          </li>
        </ul>
        <p>{words.rich('licence', { licence: <English>{dataLicence.name}</English> })}</p>
      </Section>
      <CitationBlock
        citation={citation}
        address={address}
        files={{ bibtex: file('citation.bib'), ris: file('citation.ris') }}
      />
    </>
  );
}

/** How many states gave each answer, in the order of the list; an answer that has left the list keeps its code. */
function listAnswers({ indicator, figure }: ValueReceipt): { answer: string; count: number }[] {
  const given = figure.distribution ?? {};
  const known = indicator.choices.map(({ code, label }) => ({ code, label }));
  const others = Object.keys(given)
    .filter((code) => !known.some((choice) => choice.code === code))
    .map((code) => ({ code, label: code }));
  return [...known, ...others].map(({ code, label }) => ({ answer: label, count: given[code] ?? 0 }));
}

/** Says whether the newest publication shows something else in the same place. */
function NewerValue({
  receipt: { publication, indicator, figure, newer, place },
}: {
  receipt: ValueReceipt;
}) {
  const words = useWords('receipt');
  const { number, newest } = publication;
  if (number === newest) return null;
  const path = withNewest(buildReceiptPath(place), publication);
  const isThere = newer?.number === newest;
  return (
    <Notice id="newer" title={words('newerTitle')}>
      <p>
        {!newer || !isThere ? (
          words('newerGone', { number: String(newest) })
        ) : isSameFigure(newer.figure, figure) ? (
          <>
            {words('newerSame', { number: String(newest) })}{' '}
            <Link to={path}>{words('newerOpen', { number: String(newest) })}</Link>
          </>
        ) : (
          <>
            {words.rich('newerValue', {
              number: String(newest),
              value: <English>{formatFigureOrState(indicator, newer.figure)}</English>,
            })}{' '}
            <Link to={`/publications/compare?from=${number}&to=${newest}&indicator=${indicator.code}`}>
              {words('seeChange')}
            </Link>
            {' · '}
            <Link to={path}>{words('newerOpen', { number: String(newest) })}</Link>
          </>
        )}
      </p>
    </Notice>
  );
}

/** What every publication up to the one in view said in the place of this value, oldest first. */
function CellHistory({ receipt }: { receipt: ValueReceipt }) {
  const words = useWords('receipt');
  const formatDay = useDateFormat();
  const describeCoverage = useCoverage();
  const { history, indicator, reporter, place } = receipt;
  const lines = listCellHistory(history, reporter ? 'reporter' : 'region');
  const [first, last] = [String(lines[0]?.number ?? ''), String(lines.at(-1)?.number ?? '')];
  const hasCoverage =
    !reporter && history.some(({ figure }) => describeCoverage(indicator.reportedBy, figure) !== null);
  return (
    <DataTable
      caption={first === last ? words('historyOne', { first }) : words('historyCaption', { first, last })}
      captionHidden
      narrow="stack"
      fit
      rows={lines}
      rowKey={({ number }) => number}
      isCurrent={({ number }) => number === receipt.publication.number}
      columns={[
        {
          key: 'publication',
          header: words('historyPublication'),
          rowHeader: true,
          cell: ({ number, publishedAt }) => (
            <Link to={withPublication(buildReceiptPath(place), number)}>
              {number}, {formatDay(publishedAt)}
            </Link>
          ),
        },
        {
          key: 'value',
          header: words('historyValue'),
          cell: ({ figure }) =>
            figure.state === 'reported' ? (
              <English>{formatUpperFirst(formatFigure(indicator, figure))}</English>
            ) : (
              <NoNumber state={figure.state} range={findRange(figure)} withWord />
            ),
        },
        ...(hasCoverage
          ? [
              {
                key: 'reports',
                header: words('historyReports'),
                cell: ({ figure }: (typeof lines)[number]) =>
                  describeCoverage(indicator.reportedBy, figure) ?? '',
              },
            ]
          : []),
        {
          key: 'change',
          header: words('historyChange'),
          cell: ({ change }) =>
            change === 'first' ? (
              words('changeFirst')
            ) : change === 'same' ? (
              words('changeSame')
            ) : (
              <English>{describeReasons(change)}</English>
            ),
        },
      ]}
    />
  );
}
