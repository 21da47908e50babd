import { Fragment } from 'react';
import { data, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { CompareForm } from '#app/features/publication/compare-form.tsx';
import { CompareView } from '#app/features/publication/compare-view.tsx';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import {
  buildComparisonPath,
  readAskedComparison,
  readComparedPlan,
  readComparison,
} from '#app/features/publication/read-comparison.ts';
import { requestContext } from '#app/request-context.ts';
import type { ComparisonChoices } from '#server/trpc/routers/dashboard-receipts.router.ts';
import type { Route } from './+types/compare';

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
  const words = buildWords('en', 'publication');
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
  const words = useWords('publication');
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
  const words = useWords('publication');
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
