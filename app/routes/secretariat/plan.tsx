import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { ActivityTable, IndicatorList } from '#app/features/people/plan-tables.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan';

export async function loader({ context }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { plan: await ask(requestId, () => caller.plan.get()) };
}

const howLoaded = (
  <>
    The plan is loaded from files by whoever runs the tracker, with{' '}
    <code>npm run admin -- import-plan FILE</code>, which first says what would change.{' '}
    <code>npm run admin -- export-plan FILE</code> writes it out again.
  </>
);

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export default function PlanPage({ loaderData: { plan } }: Route.ComponentProps) {
  if (!plan) {
    return (
      <>
        <PageTitle parts={['Plan', 'Secretariat']} />
        <PageHeading>No plan is loaded</PageHeading>
        <EmptyState title="Rounds and reports need a plan">
          <p>{howLoaded}</p>
        </EmptyState>
      </>
    );
  }
  const objectives = plan.areas.flatMap((area) => area.objectives);
  const activities = objectives.flatMap((objective) => objective.activities);
  const indicators = plan.areas.flatMap((area) => area.indicators);
  return (
    <>
      <PageTitle parts={['Plan', 'Secretariat']} />
      <PageHeading
        kicker="The plan as it is loaded"
        lead={`${count(plan.areas.length, 'thematic area', 'thematic areas')}, ${count(objectives.length, 'objective', 'objectives')}, ${count(activities.length, 'activity', 'activities')} and ${count(indicators.length, 'indicator', 'indicators')}.`}
      >
        {plan.title}
      </PageHeading>
      <p>{howLoaded}</p>
      {plan.notice ? <Notice title="This plan is marked as illustrative.">{plan.notice}</Notice> : null}
      {plan.areas.map((area) => (
        <Section key={area.code} title={`${area.code} ${area.title}`} id={`area-${area.code}`}>
          {area.objectives.map((objective) => (
            <Section
              key={objective.code}
              level={3}
              title={`${objective.code} ${objective.title}`}
              id={`objective-${objective.code}`}
            >
              <ActivityTable objective={objective} />
            </Section>
          ))}
          <IndicatorList area={area} />
        </Section>
      ))}
    </>
  );
}
