import { data, Form, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { AmendmentFields, readAmendment } from '#app/features/plan-desk/amendment-fields.tsx';
import { ActivityFields, readActivityCells } from '#app/features/plan-desk/activity-fields.tsx';
import type { ActivityForm } from '#app/features/plan-desk/answers.ts';
import styles from '#app/features/plan-desk/plan-desk.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan-activity';

const planOf = (request: Request) => new URL(request.url).searchParams.get('plan')?.slice(0, 60);

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const plan = planOf(request) ?? (await ask(requestId, () => caller.plan.get()))?.code ?? '';
  return {
    form: await ask(requestId, () => caller.plan.activity({ plan, activity: params.code.slice(0, 60) })),
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = await request.formData();
  const plan = String(form.get('plan') ?? '');
  const typed = { cells: readActivityCells(form), amendment: readAmendment(form) };
  const amends = Object.values(typed.amendment).some((text) => text.trim() !== '');
  const outcome = await attempt(requestId, () =>
    caller.plan.amendActivity({
      plan,
      activity: params.code,
      version: String(form.get('version') ?? ''),
      cells: typed.cells,
      ...(amends ? { amendment: typed.amendment } : {}),
    }),
  );
  if (!outcome.ok)
    return data({ refusal: outcome.refusal, typed }, { status: getRefusalStatus(outcome.refusal) });
  throw redirect(
    `/secretariat/plan?plan=${encodeURIComponent(plan)}&applied=${outcome.value.changed ? 1 : 0}`,
    303,
  );
}

export default function PlanActivityPage({ loaderData, actionData }: Route.ComponentProps) {
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.typed ?? null;
  const conflict = refusal?.code === 'CONFLICT' ? (refusal.current as unknown as ActivityForm | null) : null;
  const form = conflict ?? loaderData.form;
  return (
    <>
      <PageTitle parts={[`Amend ${form.code}`, 'Plan', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs
        items={[{ label: 'Plan', to: `/secretariat/plan?plan=${encodeURIComponent(form.plan)}` }]}
      />
      <PageHeading kicker={form.code} meta={form.plan}>
        {form.cells.title}
      </PageHeading>
      {form.endedFrom ? (
        <Notice title={`This activity has ended from ${form.endedFrom}`}>
          <p>Reports of later rounds do not ask for it.</p>
        </Notice>
      ) : null}
      {conflict ? (
        <Notice kind="warning" title="It reads otherwise by now">
          <p>
            The title is now “{conflict.cells.title}”, led by {conflict.cells.lead}. What you typed stands
            below; saving writes it over what is there now.
          </p>
        </Notice>
      ) : null}
      <Form method="post" className={styles.form}>
        <input type="hidden" name="plan" value={form.plan} />
        <input type="hidden" name="version" value={form.version} />
        <ActivityFields form={form} cells={typed?.cells ?? form.cells} problems={refusal?.fields ?? []} />
        {form.hasReports ? (
          <Section
            id="amendment"
            title="Amendment"
            lead="This activity has reports. Earlier rounds and publications keep the wording that they have."
          >
            <div className={styles.form}>
              <AmendmentFields
                rounds={form.rounds}
                typed={typed?.amendment ?? null}
                problems={refusal?.fields ?? []}
              />
            </div>
          </Section>
        ) : (
          <p>
            Nobody has been asked to report on this activity yet, so it can be changed without an amendment.
          </p>
        )}
        <ButtonGroup>
          <Button>Save the change</Button>
        </ButtonGroup>
      </Form>
    </>
  );
}
