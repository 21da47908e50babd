import { Fragment } from 'react';
import { data, Form } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { Comparison, ComparisonChoices } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { NothingPublished } from '#app/features/publication/publication-words.tsx';
import {
  type AskedComparison,
  buildComparisonPath,
  readAskedComparison,
  readComparedPlan,
  readComparison,
} from '#app/features/publication/read-comparison.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/compare';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import styles from '#app/features/publication/compare.module.css';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { formatRoundInSentence } from '#server/domain/finding/sentence-parts.ts';
import { formatList, formatUpperFirst } from '#server/domain/language/list-format.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { changeReasonWords } from '#server/domain/receipt/change-reasons.rules.ts';
import {
  CompareFigures,
  CompareActivities,
  CompareDefinitions,
} from '#app/features/publication/compare-view.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const asked = readAskedComparison(request.url);
  const choices = await ask(requestId, () =>
    publicCaller.dashboard.comparisonChoices({ publication: readComparedPlan(asked, request.url) }),
  );
  const { pair, sentence, status, ...rest } = readComparison(asked, choices);
  const comparison =
    pair &&
    (await ask(requestId, () =>
      publicCaller.dashboard.compare({
        ...pair,
        area: asked.area || undefined,
        indicator: asked.indicator || undefined,
      }),
    ));
  const swap = 'swap' in rest ? rest.swap : undefined;
  return data({ asked, choices, comparison, sentence, swap }, { status });
}

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'comparison');
  if (!args.loaderData || args.error) return buildErrorMeta(words('compareHeading'));
  const { comparison, asked } = args.loaderData;
  return buildPageMeta(args, {
    title: comparison
      ? words('compareTitle', { from: String(comparison.from.number), to: String(comparison.to.number) })
      : words('compareHeading'),
    description: words('compareDescription'),
    image: '/og/pages/publications',
    query: comparison ? { from: asked.from, to: asked.to } : {},
    unlisted: comparison === null,
  });
};

/** Of which plan is chosen, and the way to the others, where there are any. */
function OtherPlans({ choices: { plan, otherPlans } }: { choices: ComparisonChoices }) {
  const words = useWords('comparison');
  if (!plan || otherPlans.length === 0) return null;
  return (
    <p>
      {words('ofPlan', { plan: plan.title })} {words('ofOtherPlans')}{' '}
      {otherPlans.map(({ code, title, newest }, index) => (
        <Fragment key={code}>
          {index > 0 ? ', ' : null}
          <Link to={`/publications/compare?to=${newest}`}>{title}</Link>
        </Fragment>
      ))}
    </p>
  );
}

export default function CompareRoute({ loaderData }: Route.ComponentProps) {
  const words = useWords('comparison');
  const { asked, choices, comparison, sentence, swap } = loaderData;
  return (
    <>
      <Breadcrumbs items={[{ label: words('publications'), to: '/publications' }]} />
      <PageHeading lead={words('compareLead')}>
        {comparison
          ? words('compareTitle', { from: String(comparison.from.number), to: String(comparison.to.number) })
          : words('compareHeading')}
      </PageHeading>
      {choices.publications.length === 0 ? (
        <NothingPublished />
      ) : (
        <>
          <OtherPlans choices={choices} />
          <CompareForm choices={choices} asked={asked} />
        </>
      )}
      {sentence && choices.publications.length > 0 ? (
        <p>
          {sentence}{' '}
          {swap ? (
            <Link to={buildComparisonPath(swap, asked)}>
              {words('swappedLink', { from: String(swap.to), to: String(swap.from) })}
            </Link>
          ) : null}
        </p>
      ) : null}
      {comparison ? <CompareView comparison={comparison} asked={asked} /> : null}
    </>
  );
}

/** Chooses what to compare. A plain form: the choice is in the address and can be passed on. */
function CompareForm({ choices, asked }: { choices: ComparisonChoices; asked: AskedComparison }) {
  const words = useWords('comparison');
  const { plan, areas, indicators } = choices;
  const publications = choices.publications.filter((each) => each.plan === plan?.code);
  const options = publications.map(({ number, title, publishedAt }) => ({
    value: String(number),
    label: words('compareOption', { number: String(number), title, date: formatDate(publishedAt) }),
  }));
  const [newest, previous] = publications;
  // Of an area that is chosen only its own indicators are offered.
  const offered = indicators.filter(({ area }) => !asked.area || area === asked.area);
  return (
    <Form
      method="get"
      aria-label={words('compareFormLabel')}
      className={styles.form}
      // A step back shows what the address says, not what was chosen last.
      autoComplete="off"
    >
      <SelectField
        id="from"
        name="from"
        label={words('compareFrom')}
        defaultValue={asked.from || String(previous?.number ?? '')}
        options={options}
      />
      <SelectField
        id="to"
        name="to"
        label={words('compareTo')}
        defaultValue={asked.to || String(newest?.number ?? '')}
        options={options}
      />
      <SelectField
        id="area"
        name="area"
        label={words('compareArea')}
        defaultValue={asked.area}
        placeholder={words('compareAllAreas')}
        options={areas.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
      />
      <SelectField
        id="indicator"
        name="indicator"
        label={words('compareIndicator')}
        defaultValue={asked.indicator}
        placeholder={words('compareAllIndicators')}
        options={offered.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
      />
      <Button variant="secondary">{words('compareShow')}</Button>
    </Form>
  );
}

/** What differs between two publications: counted by reason, then activities, definitions, reports and figures. */
function CompareView({ comparison, asked }: { comparison: Comparison; asked: AskedComparison }) {
  const words = useWords('comparison');
  const { from, to, counts, coverage } = comparison;
  const pair = { from: from.number, to: to.number };
  return (
    <>
      <p>{useSummary(comparison, asked.indicator === '')}</p>
      {counts.length > 0 ? (
        <Section id="reasons" title={words('reasonsTitle')}>
          <DataTable
            caption={words('reasonsTitle')}
            captionHidden
            narrow="stack"
            rows={counts}
            rowKey={({ reason }) => reason}
            columns={[
              {
                key: 'reason',
                header: words('reasonColumn'),
                rowHeader: true,
                cell: ({ reason }) => changeReasonWords[reason].title,
              },
              {
                key: 'count',
                header: words('reasonCount'),
                numeric: true,
                cell: ({ count }) => formatNumber(count),
              },
              {
                key: 'indicators',
                header: words('reasonIndicators'),
                numeric: true,
                cell: ({ indicators }) => formatNumber(indicators),
              },
              {
                key: 'meaning',
                header: words('reasonMeaning'),
                cell: ({ reason }) => (
                  <span className={styles.meaning}>{changeReasonWords[reason].meaning}</span>
                ),
              },
            ]}
          />
          <p>
            <Link to={buildComparisonPath(pair, asked, '/publications/compare/changes.csv')}>
              {words('download')}
            </Link>
          </p>
        </Section>
      ) : null}
      {asked.indicator ? null : <CompareActivities comparison={comparison} />}
      <CompareDefinitions comparison={comparison} />
      {coverage.length > 0 ? (
        <Section id="reports" title={words('lateTitle')}>
          <ul>
            {coverage.map(({ reporter, round, reported }) => (
              <li key={`${reporter.code}-${round.code}`}>
                {words(reported ? 'lateIn' : 'lateOut', {
                  reporter: reporter.title,
                  round: formatRoundInSentence(round.title),
                })}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <CompareFigures comparison={comparison} asked={asked} />
    </>
  );
}

/** The comparison in a sentence. */
function useSummary(
  { counts, statuses, redefined, reworded, ...rest }: Comparison,
  withActivities: boolean,
): string {
  const words = useWords('comparison');
  const fresh = counts.find(({ reason }) => reason === 'new_round')?.count ?? 0;
  const old = counts.reduce((sum, { count }) => sum + count, 0) - fresh;
  const planChanges = [
    redefined,
    reworded,
    rest.addedActivities,
    rest.removedActivities,
    rest.addedIndicators,
    rest.removedIndicators,
  ].some((list) => list.length > 0);
  if (fresh + old === 0 && statuses.length === 0 && !planChanges) return words('sumNothing');
  const parts = [
    ...(withActivities ? [words('sumStatuses', { count: statuses.length })] : []),
    ...(fresh > 0 ? [words('sumNew', { count: formatNumber(fresh) })] : []),
    words('sumOld', { count: old === 0 ? 'no' : formatNumber(old) }),
  ];
  return `${formatUpperFirst(formatList(parts))}.`;
}
