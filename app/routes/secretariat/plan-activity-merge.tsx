import { SelectField } from '#app/components/field.tsx';
import { EditFrame, EndedNotice, buildEditStep } from '#app/features/plan-desk/edit-step.tsx';
import { findProblem, FollowerFields, readFollowers } from '#app/features/plan-desk/edit-fields.tsx';
import type { Route } from './+types/plan-activity-merge';
import { loadPlanForm, saveEdit } from './plan-edit.server.ts';

export const loader = (args: Route.LoaderArgs) =>
  loadPlanForm(args, 'merge-activity', { sheet: 'activities', code: args.params.code });

export const action = (args: Route.ActionArgs) =>
  saveEdit(args, (form) => {
    const into = String(form.get('into') ?? '').slice(0, 60);
    return {
      kind: 'merge-activity',
      code: args.params.code,
      into,
      followers: readFollowers(form, () => into),
    };
  });

export default function PlanActivityMergePage({ loaderData, actionData }: Route.ComponentProps) {
  const step = buildEditStep(loaderData, actionData);
  const { row, activities, followers } = step.form;
  if (!row) return null;
  const typed = step.typed?.edit.kind === 'merge-activity' ? step.typed.edit : null;
  const problems = step.refusal?.fields ?? [];
  return (
    <EditFrame
      step={step}
      besideSheet="activities"
      title={`Merge ${row.code}`}
      heading={`Merge “${row.cells['title']}” into another activity`}
      lead="This activity ends and the other continues. The other keeps its wording. Edit it on its own page if it now covers more."
      before={<EndedNotice plan={step.form.plan} sheet="activities" row={row} />}
      amends="Say from which round it applies, and why."
    >
      <SelectField
        id="into"
        name="into"
        label="Merged into"
        placeholder="Choose an activity"
        options={activities.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
        defaultValue={typed?.into ?? ''}
        error={findProblem(problems, 'into')}
      />
      <FollowerFields
        indicators={followers}
        places={[{ value: 'moves', label: 'Moves to the activity it is merged into' }]}
        typed={typed?.followers.map(({ goes }) => goes) ?? []}
        problems={problems}
      />
    </EditFrame>
  );
}
