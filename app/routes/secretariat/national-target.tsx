import { randomUUID } from 'node:crypto';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm } from '#app/features/forms/answer-form.server.ts';
import { StepsHeading } from '#app/features/national-target/step-parts.tsx';
import { DecideForms } from '#app/features/national-target/decide-forms.tsx';
import { decideForward, decideReturn } from '#app/features/national-target/decide-intents.server.ts';
import { TargetFigures, TargetHistory } from '#app/features/national-target/target-figures.tsx';
import { buildDecisionsPath } from '#app/features/national-target/target-words.ts';
import { requestContext } from '#app/request-context.ts';
import { formatUnit } from '#server/domain/value/measures.ts';
import type { Route } from './+types/national-target';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { round, reporter, code } = params;
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const target = await ask(requestId, () => caller.target.get({ round, reporter, indicator: code }));
  return { target, plan, formId: randomUUID() };
}

/** After a refusal too: what is in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

export async function action({ context, params, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { caller } = posted;
  const { round, reporter, code } = params;
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const about = { round, reporter, indicator: code };
  return answerForm(posted, {
    accept: decideForward(about, caller.target.accept, buildDecisionsPath(plan, 'accept')),
    return: decideReturn(about, caller.target.return, buildDecisionsPath(plan, 'return')),
  });
}

export default function NationalTargetDecision({ loaderData, actionData }: Route.ComponentProps) {
  const { target, plan, formId } = loaderData;
  const { indicator, reporter, round, steps, may } = target;
  const refusal = actionData?.refusal ?? null;
  const [last] = steps;
  return (
    <>
      <PageTitle
        parts={[`${indicator.code}, ${reporter.name}`, 'National targets', 'Secretariat']}
        failed={refusal !== null}
      />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'National targets', to: buildDecisionsPath(plan) }]} />
      <StepsHeading
        last={last}
        kicker={`${reporter.name}: national targets from ${round.code}`}
        of={indicator}
      />
      <p>{indicator.definition}</p>
      <Section
        id="figures"
        title="Baseline and targets"
        lead={
          last
            ? last.released
              ? 'The state agrees that they are published.'
              : 'The state does not agree that they are published.'
            : undefined
        }
      >
        <TargetFigures target={target} proposed={last?.status === 'cleared' ? last.content : null} />
      </Section>
      {may.accept ? (
        <DecideForms
          target={target}
          forward={{
            intent: 'accept',
            label: 'Accept',
            lead: `When you accept them, they count from ${round.code} on. Earlier rounds keep what they had.`,
          }}
          formId={formId}
          reason={actionData?.intent === 'return' ? actionData.typed.reason : ''}
          error={refusal?.fields.find(({ path }) => path === 'reason')?.message}
        />
      ) : null}
      <Section id="history" title="History">
        {steps.length > 0 ? (
          <TargetHistory steps={steps} unit={formatUnit(indicator)} />
        ) : (
          <p>Nothing has come to the secretariat yet.</p>
        )}
      </Section>
    </>
  );
}
