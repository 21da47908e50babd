import { Link } from 'react-router';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { Tag } from '#app/components/tag.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { describePlanStatus } from '#server/domain/finding/plan-findings.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { PublishedPlan } from '#server/trpc/routers/dashboard-plan.router.ts';
import { withPublication } from './link.ts';
import { describeWhoReported } from './publication-words.ts';

/** Every published plan with its years and how it stands, and the way into it. */
export function PublishedPlanList({ plans }: { plans: readonly PublishedPlan[] }) {
  const words = useWords('publication');
  return plans.map((plan) => {
    const { code, title, firstYear, lastYear, newest } = plan;
    const number = String(newest.number);
    return (
      <Section
        key={code}
        id={`plan-${code}`}
        title={title}
        lead={`${describePlanStatus(plan.counts, plan.statuses)}. ${describeWhoReported(newest)}.`}
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
                    {words('planNewestText', { number, date: formatDate(newest.publishedAt) })}
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
          <Link to={withPublication('/', newest.number)}>{words('planOpen', { plan: title })}</Link>
        </p>
      </Section>
    );
  });
}
