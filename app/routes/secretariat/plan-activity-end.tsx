import { EditFrame, EndedNotice, buildEditStep } from '#app/features/plan-desk/edit-step.tsx';
import { FollowerFields, readFollowers } from '#app/features/plan-desk/edit-fields.tsx';
import type { Route } from './+types/plan-activity-end';
import { loadPlanForm, saveEdit } from './plan-edit.server.ts';

export const loader = (args: Route.LoaderArgs) =>
  loadPlanForm(args, 'end-activity', { sheet: 'activities', code: args.params.code });

export const action = (args: Route.ActionArgs) =>
  saveEdit(args, (form) => ({
    kind: 'end-activity',
    code: args.params.code,
    followers: readFollowers(form, () => ''),
  }));

export default function PlanActivityEndPage({ loaderData, actionData }: Route.ComponentProps) {
  const step = buildEditStep(loaderData, actionData);
  const { row } = step.form;
  if (!row) return null;
  const typed = step.typed?.edit.kind === 'end-activity' ? step.typed.edit.followers : [];
  return (
    <EditFrame
      step={step}
      besideSheet="activities"
      title={`End ${row.code}`}
      heading={`End “${row.cells['title']}”`}
      lead="From the round you choose, nobody is asked to report on it. Earlier reports and publications do not change."
      before={<EndedNotice plan={step.form.plan} sheet="activities" row={row} />}
      amends="Say from which round it applies, and why."
    >
      <FollowerFields
        indicators={step.form.followers}
        places={[]}
        typed={typed.map(({ goes }) => goes)}
        problems={step.refusal?.fields ?? []}
      />
    </EditFrame>
  );
}
