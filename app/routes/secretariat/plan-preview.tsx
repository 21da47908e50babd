import { data, Form, Link, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { AmendmentFields, readAmendment } from '#app/features/plan-desk/amendment-fields.tsx';
import type { PlanPreview } from '#app/features/plan-desk/answers.ts';
import { ChangeTables } from '#app/features/plan-desk/change-table.tsx';
import { countPlanChanges } from '#app/features/plan-desk/count-changes.ts';
import styles from '#app/features/plan-desk/plan-desk.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan-preview';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { preview: await ask(requestId, () => caller.plan.preview({ upload: params.upload })) };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = await request.formData();
  const typed = readAmendment(form);
  const isAmendment = form.get('amends') === 'yes';
  const outcome = await attempt(requestId, () =>
    caller.plan.accept({
      upload: params.upload,
      stand: String(form.get('stand') ?? ''),
      ...(isAmendment ? { amendment: typed } : {}),
    }),
  );
  if (outcome.ok) {
    const { plan, changes } = outcome.value;
    throw redirect(`/secretariat/plan?plan=${encodeURIComponent(plan)}&applied=${changes}`, 303);
  }
  return data({ refusal: outcome.refusal, typed }, { status: getRefusalStatus(outcome.refusal) });
}

export default function PlanPreviewPage({ loaderData: { preview }, actionData }: Route.ComponentProps) {
  const { upload, problems, refusal: unreadable, compared } = preview;
  const refusal = actionData?.refusal ?? null;
  const stands = problems.length > 0 || unreadable !== null;
  return (
    <>
      <PageTitle parts={['What the upload would change', 'Plan', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs
        items={[
          { label: 'Plan', to: '/secretariat/plan' },
          { label: 'Bring in a plan', to: '/secretariat/plan/import' },
        ]}
      />
      <PageHeading kicker={upload.fileName} lead={compared ? countPlanChanges(compared.changes) : undefined}>
        What the upload would change
      </PageHeading>
      <p>
        Uploaded <DateText iso={upload.uploadedAt} withTime zoneName="UTC" />. Nothing is written until you
        apply it. <Link to="/secretariat/plan/import">Upload another</Link>
      </p>
      {stands ? <Problems problems={problems} unreadable={unreadable} /> : null}
      {compared ? <Compared compared={compared} actionData={actionData} /> : null}
    </>
  );
}

function Problems({
  problems,
  unreadable,
}: {
  problems: PlanPreview['problems'];
  unreadable: string | null;
}) {
  if (unreadable !== null) return <Notice kind="warning" title={unreadable} />;
  return (
    <Section
      id="problems"
      title={problems.length === 1 ? 'One thing to put right' : `${problems.length} things to put right`}
      lead="Nothing can be applied before. Change the file and upload it again."
    >
      <DataTable
        caption="What is to be put right, by sheet and cell"
        captionHidden
        narrow="stack"
        dense
        rows={problems}
        rowKey={(_, index) => index}
        columns={[
          {
            key: 'place',
            header: 'Where',
            rowHeader: true,
            cell: ({ sheet, row, column }) => `${sheet}, row ${row}, column ${column}`,
          },
          { key: 'what', header: 'What', cell: ({ message }) => message },
        ]}
      />
    </Section>
  );
}

type Compared = NonNullable<PlanPreview['compared']>;

function Compared({
  compared,
  actionData,
}: {
  compared: Compared;
  actionData: Route.ComponentProps['actionData'];
}) {
  const { plan, changes, touched, rounds, stand } = compared;
  if (changes.length === 0) {
    return (
      <Notice title="The upload says what is stored">
        <p>
          There is nothing to apply. <Link to="/secretariat/plan">To the plan</Link>
        </p>
      </Notice>
    );
  }
  return (
    <>
      {plan.isNew ? (
        <Notice title={`${plan.code} is a new plan`}>
          <p>It stands beside the plans that are there, with its own rounds. {plan.title}</p>
        </Notice>
      ) : null}
      <Section id="changes" title="Changes">
        <ChangeTables changes={changes} touched={touched} />
      </Section>
      <Section id="apply" title="Apply">
        <Form method="post" className={styles.form}>
          <input type="hidden" name="stand" value={stand} />
          {touched.length > 0 ? (
            <>
              <input type="hidden" name="amends" value="yes" />
              <p>
                {touched.length === 1 ? '1 row that changes has' : `${touched.length} rows that change have`}{' '}
                reports, so this is an amendment: earlier rounds and publications keep what they say.
              </p>
              <AmendmentFields
                rounds={rounds}
                typed={actionData?.typed ?? null}
                problems={actionData?.refusal.fields ?? []}
              />
            </>
          ) : null}
          <ButtonGroup>
            <Button>Apply all changes</Button>
          </ButtonGroup>
        </Form>
      </Section>
    </>
  );
}
