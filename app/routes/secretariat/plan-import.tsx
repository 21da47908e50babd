import { data, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { UploadForm } from '#app/components/upload-form.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { planPath } from '#app/features/plan-desk/plan-paths.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan-import';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const wanted = new URL(request.url).searchParams.get('plan')?.slice(0, 60);
  return { plan: await ask(requestId, () => caller.plan.get(wanted === undefined ? {} : { plan: wanted })) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  // What was too large has been let go of on its way in; only its size is left.
  const dropped = Number(request.headers.get('x-upload-dropped') ?? 0);
  const form = readForm(context);
  const files = form
    .getAll('file')
    .filter((file) => file instanceof File)
    .filter(({ size, name }) => size > 0 || name !== '');
  if (dropped === 0 && files.length === 0) {
    return data({ problem: 'Choose the workbook of the plan, or its CSV files.' }, { status: 400 });
  }
  const content = await Promise.all(
    files.map(async (file) => ({
      name: file.name,
      content: Buffer.from(await file.arrayBuffer()).toString('base64'),
    })),
  );
  const outcome = await attempt(requestId, () => caller.plan.upload({ files: content, size: dropped }));
  if (outcome.ok) throw redirect(`/secretariat/plan/import/${outcome.value.upload}`, 303);
  const { refusal } = outcome;
  return data(
    { problem: refusal.fields[0]?.message ?? refusal.sentence },
    { status: getRefusalStatus(refusal) },
  );
}

export default function PlanImportPage({ loaderData: { plan }, actionData }: Route.ComponentProps) {
  const problem = actionData?.problem ?? null;
  return (
    <>
      <PageTitle parts={['Bring in a plan', 'Plan', 'Secretariat']} failed={problem !== null} />
      <ErrorSummary errors={problem === null ? [] : [{ fieldId: 'file', message: problem }]} />
      <Breadcrumbs items={[{ label: 'Plan', to: plan ? planPath(plan.code) : '/secretariat/plan' }]} />
      <PageHeading lead="One workbook holds the plan, its indicators and targets, the lists that it uses and the calendar of its rounds.">
        Bring in a plan
      </PageHeading>
      <Section
        id="fetch"
        title="Fetch a workbook to fill"
        lead="The first sheet explains every column. A plan with another code stands beside those that are there."
      >
        <ButtonGroup>
          {plan ? (
            <ButtonLink
              variant="secondary"
              reloadDocument
              to={`/secretariat/plan/workbook?plan=${encodeURIComponent(plan.code)}`}
            >
              {plan.code} as it is now
            </ButtonLink>
          ) : null}
          <ButtonLink variant="secondary" reloadDocument to="/secretariat/plan/workbook">
            Empty template
          </ButtonLink>
          {plan ? (
            <ButtonLink
              variant="quiet"
              reloadDocument
              to={`/secretariat/plan/workbook?plan=${encodeURIComponent(plan.code)}&format=csv`}
            >
              As CSV files
            </ButtonLink>
          ) : null}
        </ButtonGroup>
      </Section>
      <Section id="send" title="Send it back">
        <UploadForm
          multiple
          label="The workbook, or the CSV files of a plan"
          hint="An .xlsx file, a .zip with CSV files, or the CSV files themselves; at most 10 MB. You will see every addition, change and end before anything is written."
          accept=".xlsx,.zip,.csv"
          problem={problem}
        />
      </Section>
    </>
  );
}
