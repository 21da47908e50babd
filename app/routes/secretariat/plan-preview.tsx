import { data, Form, Link, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { AmendmentFields, readAmendment } from '#app/features/plan-desk/amendment-fields.tsx';
import { AmendmentSaid } from '#app/features/plan-desk/amendment-said.tsx';
import type { ComparedPlan, PlanPreview } from '#app/features/plan-desk/answers.ts';
import { ChangeTables } from '#app/features/plan-desk/change-table.tsx';
import { countPlanChanges } from '#app/features/plan-desk/count-changes.ts';
import { MovedCells } from '#app/features/plan-desk/moved-cells.tsx';
import { PlanProblems } from '#app/features/plan-desk/plan-problems.tsx';
import { editPath, planPath } from '#app/features/plan-desk/plan-paths.ts';
import styles from '#app/features/plan-desk/plan-desk.module.css';
import { SheetTable } from '#app/features/plan-desk/sheet-table.tsx';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan-preview';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { preview: await ask(requestId, () => caller.plan.preview({ upload: params.upload })) };
}

export async function action({ context, params }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
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
    throw redirect(`${planPath(plan)}&applied=${changes}`, 303);
  }
  return data({ refusal: outcome.refusal, typed }, { status: getRefusalStatus(outcome.refusal) });
}

export default function PlanPreviewPage({ loaderData: { preview }, actionData }: Route.ComponentProps) {
  const { upload, edit, moved, problems, refusal: unreadable, compared } = preview;
  const refusal = actionData?.refusal ?? null;
  const change = edit ? editPath(edit, upload.id) : '/secretariat/plan/import';
  const title = edit ? upload.fileName : 'What the upload would change';
  return (
    <>
      <PageTitle parts={[title, 'Plan', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs
        items={[
          { label: 'Plan', to: edit ? planPath(edit.plan) : '/secretariat/plan' },
          edit
            ? { label: edit.edit.code || 'Add an activity', to: change }
            : { label: 'Bring in a plan', to: change },
        ]}
      />
      <PageHeading
        kicker={edit ? 'What would change' : upload.fileName}
        lead={compared ? countPlanChanges(compared.changes) : undefined}
      >
        {title}
      </PageHeading>
      {edit && upload.appliedAt ? (
        <Notice title="It was applied">
          <p>
            <DateText iso={upload.appliedAt} withTime zoneName="UTC" />.{' '}
            <Link to={planPath(edit.plan)}>To the plan</Link>
          </p>
        </Notice>
      ) : (
        <p>
          {edit ? null : (
            <>
              Uploaded <DateText iso={upload.uploadedAt} withTime zoneName="UTC" />.{' '}
            </>
          )}
          Nothing is written until you apply it.{' '}
          <Link to={change}>{edit ? 'Change what you typed' : 'Upload another'}</Link>
        </p>
      )}
      {edit && moved.length > 0 ? (
        <MovedCells code={edit.edit.code} moved={moved}>
          <p>
            <Link to={change}>Take it up again with what is there now</Link>
          </p>
        </MovedCells>
      ) : null}
      {problems.length > 0 || unreadable !== null ? (
        <PlanProblems problems={problems} unreadable={unreadable} isEdit={edit !== null} />
      ) : null}
      {compared ? <Compared compared={compared} edit={edit} actionData={actionData} /> : null}
    </>
  );
}

function Compared({
  compared,
  edit,
  actionData,
}: {
  compared: ComparedPlan;
  edit: PlanPreview['edit'];
  actionData: Route.ComponentProps['actionData'];
}) {
  const { plan, changes, sheets, touched, stand } = compared;
  if (changes.length === 0) {
    return (
      <Notice title={edit ? 'The plan says this already' : 'The upload says what is stored'}>
        <p>
          There is nothing to apply. <Link to={planPath(plan.code)}>To the plan</Link>
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
        {edit ? null : <SheetTable sheets={sheets} />}
        <ChangeTables changes={changes} touched={touched} sheets={edit ? [] : sheets} />
      </Section>
      <Section id="apply" title="Apply">
        {edit?.amendment ? <AmendmentSaid amendment={edit.amendment} rounds={compared.rounds} /> : null}
        <Form method="post" className={styles.form}>
          <input type="hidden" name="stand" value={stand} />
          {compared.amends && !edit ? (
            <>
              <input type="hidden" name="amends" value="yes" />
              <p>{describeWhyAmended(compared)}</p>
              <AmendmentFields
                rounds={compared.rounds}
                typed={actionData?.typed ?? null}
                problems={actionData?.refusal.fields ?? []}
              />
            </>
          ) : null}
          <ButtonGroup>
            <Button>{edit ? 'Apply' : 'Apply all changes'}</Button>
          </ButtonGroup>
        </Form>
      </Section>
    </>
  );
}

function describeWhyAmended({ touched, added }: ComparedPlan): string {
  const reported =
    touched.length === 1
      ? '1 row that changes has reports'
      : `${touched.length} rows that change have reports`;
  const late =
    added.length === 1
      ? '1 row is added after rounds have begun'
      : `${added.length} rows are added after rounds have begun`;
  const why = [touched.length > 0 ? reported : '', added.length > 0 ? late : ''].filter(Boolean);
  return `${why.join(', and ')}, so this is an amendment: earlier rounds and publications keep what they say.`;
}
