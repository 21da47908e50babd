import { ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { ActivityFields, readActivityCells } from '#app/features/plan-desk/edit-fields.tsx';
import { EditFrame, EndedNotice, buildEditStep, rowPath } from '#app/features/plan-desk/edit-step.tsx';
import type { Route } from './+types/plan-activity';
import { loadPlanForm, saveEdit } from './plan-edit.server.ts';

export const loader = (args: Route.LoaderArgs) =>
  loadPlanForm(args, 'reword-activity', { sheet: 'activities', code: args.params.code });

export const action = (args: Route.ActionArgs) =>
  saveEdit(args, (form) => ({
    kind: 'reword-activity',
    code: args.params.code,
    cells: readActivityCells(form),
  }));

export default function PlanActivityPage({ loaderData, actionData }: Route.ComponentProps) {
  const step = buildEditStep(loaderData, actionData);
  const { row, plan } = step.form;
  if (!row) return null;
  const cells = step.typed?.edit.kind === 'reword-activity' ? step.typed.edit.cells : row.cells;
  return (
    <EditFrame
      step={step}
      title={`Amend ${row.code}`}
      heading={row.cells['title']}
      before={
        row.endedFrom ? (
          <EndedNotice plan={step.form.plan} sheet="activities" row={row} />
        ) : (
          <ButtonGroup>
            <ButtonLink variant="secondary" to={rowPath(plan, 'activities', row.code, 'end')}>
              End it
            </ButtonLink>
            <ButtonLink variant="secondary" to={rowPath(plan, 'activities', row.code, 'merge')}>
              Merge it into another
            </ButtonLink>
            <ButtonLink variant="secondary" to={rowPath(plan, 'activities', row.code, 'split')}>
              Split it
            </ButtonLink>
          </ButtonGroup>
        )
      }
      amends={
        row.hasReports
          ? 'This activity has reports. Earlier rounds and publications keep their wording.'
          : null
      }
    >
      {row.hasReports ? null : (
        <Notice title="Nobody has been asked to report on this activity yet">
          <p>You can change its wording without an amendment.</p>
        </Notice>
      )}
      <ActivityFields form={step.form} cells={cells} problems={step.refusal?.fields ?? []} />
    </EditFrame>
  );
}
