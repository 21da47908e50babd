import { data, redirect } from 'react-router';
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { ActivityTable, IndicatorList } from '#app/features/plan-desk/plan-tables.tsx';
import { AmendmentList } from '#app/features/plan-desk/amendment-list.tsx';
import { LeadingPlanSection } from '#app/features/plan-desk/leading-plan-section.tsx';
import { addPath } from '#app/features/plan-desk/plan-paths.ts';
import { PlanList } from '#app/features/plan-desk/plan-list.tsx';
import { readForm, requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/plan';
import { formatCount } from '#server/domain/language/format-counts.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const wanted = searchParams.get('plan')?.slice(0, 60);
  const plan = await ask(requestId, () => caller.plan.get(wanted === undefined ? {} : { plan: wanted }));
  const applied = searchParams.get('applied');
  return {
    plan,
    plans: await ask(requestId, () => caller.plan.list()),
    leading: await ask(requestId, () => caller.plan.leading()),
    led: searchParams.get('led') === '1',
    amendments: plan ? await ask(requestId, () => caller.plan.amendments({ plan: plan.code })) : [],
    mayImport: can(await viewer(), 'plan.import'),
    mayLead: can(await viewer(), 'plan.lead'),
    applied: applied !== null && /^\d{1,6}$/.test(applied) ? Number(applied) : null,
  };
}

export async function action({ context }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const asked = { lead: String(form.get('lead') ?? ''), instead: String(form.get('instead') ?? '') };
  // First it is said what changes; the second press does it.
  if (form.get('intent') !== 'lead') return data({ asked, refusal: null });
  const outcome = await attempt(requestId, () =>
    caller.plan.lead({ plan: asked.lead, instead: asked.instead }),
  );
  if (!outcome.ok) {
    const { refusal } = outcome;
    return data({ asked, refusal }, { status: getRefusalStatus(refusal) });
  }
  throw redirect(`/secretariat/plan?plan=${encodeURIComponent(asked.lead)}&led=1#front`, 303);
}

function BringIn({ plan }: { plan?: string }) {
  return (
    <ButtonLink
      variant="secondary"
      to={`/secretariat/plan/import${plan === undefined ? '' : `?plan=${encodeURIComponent(plan)}`}`}
    >
      Bring in a plan or its changes
    </ButtonLink>
  );
}

export default function PlanPage({ loaderData, actionData }: Route.ComponentProps) {
  const { plan, plans, leading, led, amendments, mayImport, mayLead, applied } = loaderData;
  const refusal = actionData?.refusal ?? null;
  if (!plan) {
    return (
      <>
        <PageTitle parts={['Plan', 'Secretariat']} />
        <PageHeading>No plan is loaded</PageHeading>
        <EmptyState title="Rounds and reports need a plan">{mayImport ? <BringIn /> : null}</EmptyState>
      </>
    );
  }
  const objectives = plan.areas.flatMap((area) => area.objectives);
  const activities = objectives.flatMap((objective) => objective.activities);
  const indicators = plan.areas.flatMap((area) => area.indicators);
  return (
    <>
      <PageTitle parts={['Plan', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <PageHeading
        kicker="The plan as it is loaded"
        lead={`${formatCount(plan.areas.length, 'thematic areas')}, ${formatCount(objectives.length, 'objectives')}, ${formatCount(activities.length, 'activities')} and ${formatCount(indicators.length, 'indicators')}.`}
      >
        {plan.title}
      </PageHeading>
      {applied === null ? null : (
        <Notice
          kind="success"
          live
          title={
            applied === 0 ? 'This was done before' : `${formatCount(applied, 'changes', 'are')} in the plan`
          }
        />
      )}
      {mayImport ? (
        <ButtonGroup>
          <BringIn plan={plan.code} />
          <ButtonLink variant="secondary" to={addPath(plan.code)}>
            Add an activity
          </ButtonLink>
        </ButtonGroup>
      ) : null}
      {plans.length > 1 ? <PlanList plans={plans} current={plan.code} /> : null}
      <LeadingPlanSection
        plans={plans}
        leading={leading}
        mayLead={mayLead}
        isDone={led && !actionData}
        asked={actionData && !refusal ? actionData.asked : null}
      />
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
