import { EditFrame, EndedNotice, buildEditStep } from '#app/features/plan-desk/edit-step.tsx';
import type { Route } from './+types/plan-indicator-end';
import { loadPlanForm, saveEdit } from './plan-edit.server.ts';

export const loader = (args: Route.LoaderArgs) =>
  loadPlanForm(args, 'end-indicator', { sheet: 'indicators', code: args.params.code });

export const action = (args: Route.ActionArgs) =>
  saveEdit(args, () => ({ kind: 'end-indicator', code: args.params.code }));

export default function PlanIndicatorEndPage({ loaderData, actionData }: Route.ComponentProps) {
  const step = buildEditStep(loaderData, actionData);
  const { row } = step.form;
  if (!row) return null;
  return (
    <EditFrame
      step={step}
      besideSheet="indicators"
      title={`End ${row.code}`}
      heading={`End “${row.cells['title']}”`}
      lead="From the round you choose, nobody is asked for it. Earlier figures and publications do not change."
      before={<EndedNotice plan={step.form.plan} sheet="indicators" row={row} />}
      amends="Say from which round it applies, and why."
    >
      {null}
    </EditFrame>
  );
}
