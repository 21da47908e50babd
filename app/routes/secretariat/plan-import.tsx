import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { UploadForm } from '#app/components/field.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  answerForm,
  files,
  intent,
  readBase64,
  readDroppedSize,
  refuseField,
} from '#app/features/forms/answer-form.server.ts';
import { planPath } from '#app/features/plan-desk/edit-step.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan-import';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const wanted = new URL(request.url).searchParams.get('plan')?.slice(0, 60);
  return { plan: await ask(requestId, () => caller.plan.get(wanted === undefined ? {} : { plan: wanted })) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const size = readDroppedSize(request) ?? 0;
  return answerForm(posted, {
    '': intent({ file: files }, async ({ file: chosen }) => {
      if (size === 0 && chosen.length === 0) {
        throw refuseField('file', 'Choose the workbook of the plan, or its CSV files.');
      }
      const sent = await Promise.all(
        chosen.map(async (file) => ({ name: file.name, content: await readBase64(file) })),
      );
      const { upload } = await posted.caller.plan.upload({ files: sent, size });
      return `/secretariat/plan/import/${upload}`;
    }),
  });
}

export default function PlanImportPage({ loaderData: { plan }, actionData }: Route.ComponentProps) {
  const [problem = null] = listFormProblems(actionData?.refusal ?? null).map(({ message }) => message);
  return (
    <>
      <PageTitle parts={['Import a plan', 'Plan', 'Secretariat']} failed={problem !== null} />
      <ErrorSummary errors={problem === null ? [] : [{ fieldId: 'file', message: problem }]} />
      <Breadcrumbs items={[{ label: 'Plan', to: plan ? planPath(plan.code) : '/secretariat/plan' }]} />
      <PageHeading lead="One workbook contains the plan, its indicators and targets, its lists and the calendar of its rounds.">
        Import a plan
      </PageHeading>
      <Section
        id="fetch"
        title="Download a workbook to fill in"
        lead="The first sheet explains every column. A plan with a new code is added beside the others."
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
      <Section id="send" title="Upload it">
        <UploadForm
          multiple
          label="The workbook, or the CSV files of a plan"
          hint="An .xlsx file, a .zip with CSV files, or the CSV files themselves; at most 10 MB. You see every addition, change and end before anything is saved."
          accept=".xlsx,.zip,.csv"
          problem={problem}
        />
      </Section>
    </>
  );
}
