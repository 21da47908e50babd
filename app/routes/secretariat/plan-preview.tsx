import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { ComparedPlan, PlanPreview, SheetSummary, StoredEdit } from '#app/contract.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, readFields, text } from '#app/features/forms/answer-form.server.ts';
import { AmendmentFields, readAmendment } from '#app/features/plan-desk/edit-fields.tsx';
import { ChangeTables, countPlanChanges } from '#app/features/plan-desk/change-table.tsx';
import { ProblemTable } from '#app/features/plan-desk/problem-table.tsx';
import { MovedCells, editPath, planPath } from '#app/features/plan-desk/edit-step.tsx';
import styles from '#app/features/plan-desk/plan-desk.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan-preview';
import { SummaryList } from '#app/components/definitions.tsx';
import { DataTable } from '#app/components/data-table.tsx';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { preview: await ask(requestId, () => caller.plan.preview({ upload: params.upload })) };
}

export async function action({ context, params: { upload } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent(
      (form) => ({
        ...readFields(form, { stand: text, amends: text, row: text }),
        amendment: readAmendment(form),
      }),
      async ({ stand, amends, row, amendment }) => {
        const { plan, changes } = await posted.caller.plan.accept({
          upload,
          stand,
          ...(amends === 'yes' ? { amendment } : {}),
        });
        return `${planPath(plan)}&applied=${changes}${row ? `&row=${encodeURIComponent(row)}` : ''}`;
      },
    ),
  });
}

export default function PlanPreviewPage({ loaderData: { preview }, actionData }: Route.ComponentProps) {
  const { upload, edit, moved, problems, warnings, refusal: unreadable, compared } = preview;
  const file = edit ? null : upload.id;
  const refusal = actionData?.refusal ?? null;
  const change = edit ? editPath(edit, upload.id) : '/secretariat/plan/import';
  const title = edit ? upload.fileName : 'Changes in the upload';
  return (
    <>
      <PageTitle parts={[title, 'Plan', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs
        items={[
          { label: 'Plan', to: edit ? planPath(edit.plan) : '/secretariat/plan' },
          edit
            ? { label: edit.edit.code || 'Add an activity', to: change }
            : { label: 'Import a plan', to: change },
        ]}
      />
      <PageHeading
        kicker={edit ? 'Changes' : upload.fileName}
        lead={compared ? countPlanChanges(compared.changes) : undefined}
      >
        {title}
      </PageHeading>
      {edit && upload.appliedAt ? (
        <Notice title="The changes are applied">
          <p>
            <DateText iso={upload.appliedAt} withTime withZone />.{' '}
            <Link to={planPath(edit.plan)}>Go to the plan</Link>
          </p>
        </Notice>
      ) : (
        <p>
          {edit ? null : (
            <>
              Uploaded <DateText iso={upload.uploadedAt} withTime withZone />.{' '}
            </>
          )}
          Nothing is saved until you apply it.{' '}
          <Link to={change}>{edit ? 'Change what you typed' : 'Upload another'}</Link>
        </p>
      )}
      {edit && moved.length > 0 ? (
        <MovedCells code={edit.edit.code} moved={moved}>
          <p>
            <Link to={change}>Start again from the present plan</Link>
          </p>
        </MovedCells>
      ) : null}
      {problems.length > 0 || unreadable !== null ? (
        <PlanProblems problems={problems} unreadable={unreadable} upload={file} />
      ) : null}
      <PlanWarnings warnings={warnings} upload={file} />
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
      <Notice title={edit ? 'The plan already says this' : 'The upload is the same as the stored plan'}>
        <p>
          There is nothing to apply. <Link to={planPath(plan.code)}>Go to the plan</Link>
        </p>
      </Notice>
    );
  }
  return (
    <>
      {plan.isNew ? (
        <Notice title={`${plan.code} is a new plan`}>
          <p>It is added beside the other plans, with its own rounds. {plan.title}</p>
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
          {edit ? <input type="hidden" name="row" value={edit.edit.code} /> : null}
          {compared.amends && !edit ? (
            <>
              <input type="hidden" name="amends" value="yes" />
              <p>{describeWhyAmended(compared)}</p>
              <AmendmentFields
                rounds={compared.rounds}
                decisions={compared.decisions}
                typed={actionData?.typed.amendment ?? null}
                problems={actionData?.refusal?.fields ?? []}
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

/** From when an edit counts and why, as it was said before the preview. */
function AmendmentSaid({
  amendment: { effectiveRound, title, reason, decision },
  rounds,
}: {
  amendment: NonNullable<StoredEdit['amendment']>;
  rounds: readonly { code: string; title: string }[];
}) {
  const round = rounds.find(({ code }) => code === effectiveRound);
  return (
    <SummaryList
      rows={[
        { term: 'Applies from', value: round ? `${round.title} (${round.code})` : effectiveRound },
        {
          term: 'Title of the amendment',
          value: decision ? `${title} (one more change of ${decision})` : title,
        },
        { term: 'Reason', value: reason },
      ]}
    />
  );
}

/** What becomes of the rows of each sheet of an upload, in numbers; a sheet in which anything changes leads to it. */
function SheetTable({ sheets }: { sheets: readonly SheetSummary[] }) {
  const isChanged = ({ added, changed, ended, removed }: SheetSummary) =>
    added + changed + ended + removed > 0;
  const number = (key: 'added' | 'changed' | 'ended' | 'removed', header: string) => ({
    key,
    header,
    numeric: true,
    cell: (sheet: SheetSummary) => (sheet[key] === 0 ? <span className={styles.none}>0</span> : sheet[key]),
  });
  return (
    <DataTable
      caption="Rows of each sheet"
      captionHidden
      dense
      fit
      rows={sheets}
      rowKey={({ sheet }) => sheet}
      columns={[
        {
          key: 'sheet',
          header: 'Sheet',
          rowHeader: true,
          nowrap: true,
          cell: (summary) =>
            isChanged(summary) ? <a href={`#sheet-${summary.sheet}`}>{summary.sheet}</a> : summary.sheet,
        },
        number('added', 'Added'),
        number('changed', 'Changed'),
        number('ended', 'Ended'),
        number('removed', 'Removed'),
        { key: 'unchanged', header: 'Unchanged', numeric: true, cell: ({ unchanged }) => unchanged.length },
      ]}
    />
  );
}

/** What is to be corrected in an upload, each thing once with the cells in which it is; in an edit, by field. */
function PlanProblems({
  problems,
  unreadable,
  upload,
}: {
  problems: PlanPreview['problems'];
  unreadable: string | null;
  /** The upload to mark; null for an edit. */
  upload: string | null;
}) {
  if (unreadable !== null) return <Notice kind="warning" title={unreadable} />;
  const cells = problems.reduce((sum, { places }) => sum + places.length, 0);
  return (
    <Section
      id="problems"
      title={cells === 1 ? 'One problem to correct' : `${cells} problems to correct`}
      lead={
        upload === null
          ? 'The plan has changed since you typed this. Correct the problems before you apply it.'
          : 'Correct the file and upload it again before you apply it.'
      }
    >
      {upload === null ? null : <MarkedWorkbook upload={upload} />}
      <ProblemTable caption="Problems to correct" groups={problems} isEdit={upload === null} />
    </Section>
  );
}

/** What is probably a slip, before the changes are applied. */
function PlanWarnings({ warnings, upload }: { warnings: PlanPreview['warnings']; upload: string | null }) {
  if (warnings.length === 0) return null;
  return (
    <Section id="check" title="Check before you apply" lead="This may be right. If not, correct it first.">
      {upload === null ? null : <MarkedWorkbook upload={upload} />}
      <ProblemTable caption="To check" groups={warnings} isEdit={upload === null} />
    </Section>
  );
}

const MarkedWorkbook = ({ upload }: { upload: string }) => (
  <p>
    <Link reloadDocument to={`/secretariat/plan/import/${upload}/marked`}>
      Download your workbook with these cells coloured
    </Link>
    . Each has a note, and the first sheet lists them.
  </p>
);
