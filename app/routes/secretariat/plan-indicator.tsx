import { getAnswerKind, measures } from '#server/domain/value/measures.ts';
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { EditFrame, EndedNotice, buildEditStep, rowPath } from '#app/features/plan-desk/edit-step.tsx';
import { buildCellField, readIndicatorCells } from '#app/features/plan-desk/edit-fields.tsx';
import type { Route } from './+types/plan-indicator';
import { loadPlanForm, saveEdit } from './plan-edit.server.ts';
import { TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { indicatorWordColumns } from '#server/domain/plan/plan-edit.schema.ts';

export const loader = (args: Route.LoaderArgs) =>
  loadPlanForm(args, 'reword-indicator', { sheet: 'indicators', code: args.params.code });

export const action = (args: Route.ActionArgs) =>
  saveEdit(args, (form) => ({
    kind: 'reword-indicator',
    code: args.params.code,
    cells: readIndicatorCells(form),
  }));

export default function PlanIndicatorPage({ loaderData, actionData }: Route.ComponentProps) {
  const step = buildEditStep(loaderData, actionData);
  const { row, plan } = step.form;
  if (!row) return null;
  const cells = step.typed?.edit.kind === 'reword-indicator' ? step.typed.edit.cells : row.cells;
  return (
    <EditFrame
      step={step}
      title={`Amend ${row.code}`}
      heading={row.cells['title']}
      before={
        row.endedFrom ? (
          <EndedNotice plan={step.form.plan} sheet="indicators" row={row} />
        ) : (
          <ButtonGroup>
            <ButtonLink variant="secondary" to={rowPath(plan, 'indicators', row.code, 'end')}>
              End it
            </ButtonLink>
          </ButtonGroup>
        )
      }
      amends={
        row.hasReports
          ? 'This indicator has reports. Earlier rounds and publications keep their wording.'
          : null
      }
    >
      <Notice title="You can only amend its wording here">
        <p>
          Rounds before the amendment keep the old wording. Breakdowns, baseline and targets have no versions:
          change them in the workbook, for all rounds at once. Once there are reports, its measure, unit and
          answers cannot change. For another measure, add another indicator.
        </p>
      </Notice>
      <IndicatorFields
        isRatio={measures.some(
          (measure) => measure === row.cells['measure'] && getAnswerKind(measure) === 'ratio',
        )}
        cells={cells}
        problems={step.refusal?.fields ?? []}
      />
    </EditFrame>
  );
}

type Column = (typeof indicatorWordColumns)[number];

/** The words of an indicator: what an amendment of it changes. */
function IndicatorFields({
  isRatio,
  cells,
  problems,
}: {
  isRatio: boolean;
  cells: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}) {
  const field = buildCellField<Column>(cells, problems);
  return (
    <>
      <TextArea {...field('title')} limit={300} rows={2} />
      <TextArea {...field('definition')} limit={2000} rows={4} />
      <TextArea {...field('counting_rule')} optional limit={2000} rows={4} />
      {isRatio ? (
        <>
          <TextField {...field('numerator_label')} />
          <TextField {...field('denominator_label')} />
        </>
      ) : null}
    </>
  );
}
