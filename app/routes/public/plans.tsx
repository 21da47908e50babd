import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { English } from '#app/features/language/language-context.tsx';
import { useDateFormat } from '#app/features/language/term.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { readPublication, withPublication } from '#app/features/publication/link.ts';
import { NothingPublished, describeWhoReported } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plans';
import { Link } from '#app/features/publication/public-link.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { PublishedPlan } from '#app/contract.ts';
import { describePlanStatus } from '#server/domain/finding/plan-findings.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.plans({ publication: readPublication(request.url) }));
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'publication');
  if (!args.loaderData || args.error) return buildErrorMeta(words('plans'));
  return buildPageMeta(args, {
    title: words('plans'),
    description: words('plansDescription'),
    image: '/og/pages/publications',
  });
};

export default function PlansPage({ loaderData: { plans } }: Route.ComponentProps) {
  const words = useWords('publication');
  return (
    <>
      <Breadcrumbs items={[{ label: words('publications'), to: '/publications' }]} />
      <PageHeading kicker={words('plans')} lead={plans.length > 1 ? words('plansLead') : undefined}>
        {words('plansTitle', { count: plans.length })}
      </PageHeading>
      {plans.length === 0 ? <NothingPublished /> : <PublishedPlanList plans={plans} />}
    </>
  );
}

/** Every published plan with its years and how it stands, and the way into it. */
function PublishedPlanList({ plans }: { plans: readonly PublishedPlan[] }) {
  const words = useWords('publication');
  const formatDay = useDateFormat();
  return plans.map((plan) => {
    const { code, title, firstYear, lastYear, newest } = plan;
    const number = String(newest.number);
    return (
      <Section
        key={code}
        id={`plan-${code}`}
        title={<English>{title}</English>}
        lead={
          <English>{`${describePlanStatus(plan.counts, plan.statuses)}. ${describeWhoReported(newest)}.`}</English>
        }
      >
        <Definitions
          items={[
            {
              term: words('planYears'),
              description: (
                <>
                  {words('planYearsText', { from: String(firstYear), until: String(lastYear) })}
                  {plan.isLeading && plans.length > 1 ? (
                    <>
                      {' '}
                      <Tag>{words('planOnFront')}</Tag>
                    </>
                  ) : null}
                </>
              ),
            },
            {
              term: words('planNewest'),
              description: (
                <>
                  <Link to={`/publications/${number}`}>
                    {words('planNewestText', { number, date: formatDay(newest.publishedAt) })}
                  </Link>
                  {newest.withdrawn ? (
                    <>
                      {' '}
                      <Tag>{words('withdrawnMark')}</Tag>
                    </>
                  ) : null}
                </>
              ),
            },
            {
              term: words('planPublications'),
              description: words('planCount', { count: plan.publications }),
            },
          ]}
        />
        <p>
          <Link to={withPublication('/', newest.number)}>
            {words.rich('planOpen', { plan: <English>{title}</English> })}
          </Link>
        </p>
      </Section>
    );
  });
}
