import { randomUUID } from 'node:crypto';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm } from '#app/features/forms/answer-form.server.ts';
import { CircumstanceHistory, CircumstanceText } from '#app/features/national-target/circumstance-parts.tsx';
import { StepsHeading } from '#app/features/national-target/step-parts.tsx';
import { DecideForms } from '#app/features/national-target/decide-forms.tsx';
import { decideForward, decideReturn } from '#app/features/national-target/decide-intents.server.ts';
import { buildDecisionsPath } from '#app/features/national-target/target-words.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/circumstance';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { round, reporter, code } = params;
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const found = await ask(requestId, () => caller.circumstance.get({ round, reporter, activity: code }));
  return { found, plan, formId: randomUUID() };
}

/** After a refusal too: what is in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

export async function action({ context, params, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { caller } = posted;
  const { round, reporter, code } = params;
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const about = { round, reporter, activity: code };
  return answerForm(posted, {
    accept: decideForward(about, caller.circumstance.accept, buildDecisionsPath(plan, 'accept-circumstance')),
    return: decideReturn(about, caller.circumstance.return, buildDecisionsPath(plan, 'return-circumstance')),
  });
}

export default function CircumstanceDecisionPage({ loaderData, actionData }: Route.ComponentProps) {
  const { found, plan, formId } = loaderData;
  const { activity, reporter, round, steps, may, own, today } = found;
  const refusal = actionData?.refusal ?? null;
  const [last] = steps;
  return (
    <>
      <PageTitle
        parts={[`${activity.code}, ${reporter.name}`, 'National circumstances', 'Secretariat']}
        failed={refusal !== null}
      />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'National targets', to: buildDecisionsPath(plan) }]} />
      <StepsHeading
        last={last}
        kicker={`${reporter.name}: national circumstances from ${round.code}`}
        of={activity}
      />
      <p>{activity.description}</p>
      {last?.status === 'cleared' ? (
        <Section
          id="proposed"
          title="Proposed"
          lead={
            last.released
              ? 'The state agrees that it is published.'
              : 'The state does not agree that it is published.'
          }
        >
          <CircumstanceText content={last.content} today={today} />
        </Section>
      ) : null}
      <Section id="accepted" title="Accepted">
        {own ? <CircumstanceText content={own} today={today} /> : <p>Nothing differs from the plan.</p>}
      </Section>
      {may.accept ? (
        <DecideForms
          target={found}
          forward={{
            intent: 'accept',
            label: 'Accept',
            lead: `When you accept this, it counts from ${round.code} on. An activity that does not apply is no longer asked of the state, where nothing has been written yet.`,
          }}
          formId={formId}
          reason={actionData?.intent === 'return' ? actionData.typed.reason : ''}
          error={refusal?.fields.find(({ path }) => path === 'reason')?.message}
        />
      ) : null}
      <Section id="history" title="History">
        {steps.length > 0 ? (
          <CircumstanceHistory steps={steps} today={today} />
        ) : (
          <p>Nothing has come to the secretariat yet.</p>
        )}
      </Section>
    </>
  );
}
