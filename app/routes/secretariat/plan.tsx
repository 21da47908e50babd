import { ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { ActivityTable, IndicatorList } from '#app/features/plan-desk/plan-tables.tsx';
import { AmendmentList } from '#app/features/plan-desk/amendment-list.tsx';
import { addPath } from '#app/features/plan-desk/plan-paths.ts';
import { PlanList } from '#app/features/plan-desk/plan-list.tsx';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/plan';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const wanted = searchParams.get('plan')?.slice(0, 60);
  const plan = await ask(requestId, () => caller.plan.get(wanted === undefined ? {} : { plan: wanted }));
  const applied = searchParams.get('applied');
  return {
    plan,
    plans: await ask(requestId, () => caller.plan.list()),
    amendments: plan ? await ask(requestId, () => caller.plan.amendments({ plan: plan.code })) : [],
    mayImport: can(await viewer(), 'plan.import'),
    applied: applied !== null && /^\d{1,6}$/.test(applied) ? Number(applied) : null,
  };
}

const bringIn = (
  <ButtonLink variant="secondary" to="/secretariat/plan/import">
    Bring in a plan or its changes
  </ButtonLink>
);

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export default function PlanPage({ loaderData }: Route.ComponentProps) {
  const { plan, plans, amendments, mayImport, applied } = loaderData;
  if (!plan) {
    return (
      <>
        <PageTitle parts={['Plan', 'Secretariat']} />
        <PageHeading>No plan is loaded</PageHeading>
        <EmptyState title="Rounds and reports need a plan">{mayImport ? bringIn : null}</EmptyState>
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
      {applied === null ? null : (
        <Notice
          kind="success"
          live
          title={
            applied === 0
              ? 'This was done before'
              : `${count(applied, 'change is', 'changes are')} in the plan`
          }
        />
      )}
      {mayImport ? (
        <ButtonGroup>
          {bringIn}
          <ButtonLink variant="secondary" to={addPath(plan.code)}>
            Add an activity
          </ButtonLink>
        </ButtonGroup>
      ) : null}
      {plans.length > 1 ? <PlanList plans={plans} current={plan.code} /> : null}
      {amendments.length > 0 ? (
        <Section id="amendments" title="Amendments">
          <AmendmentList amendments={amendments} />
        </Section>
      ) : null}
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
              <ActivityTable objective={objective} amendIn={mayImport ? plan.code : null} />
            </Section>
          ))}
          <IndicatorList area={area} amendIn={mayImport ? plan.code : null} />
        </Section>
      ))}
    </>
  );
}
