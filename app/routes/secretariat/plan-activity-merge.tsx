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
      lead="It ends, and the other goes on. The other keeps its own wording; reword it on its own page where it takes up more."
      before={<EndedNotice row={row} />}
      amends="Say from when it counts, and why."
    >
      <SelectField
        id="into"
        name="into"
        label="Goes on in"
        placeholder="Choose an activity"
        options={activities.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
        defaultValue={typed?.into ?? ''}
        error={findProblem(problems, 'into')}
      />
      <FollowerFields
        indicators={followers}
        places={[{ value: 'moves', label: 'Moves to the activity in which it goes on' }]}
        typed={typed?.followers.map(({ goes }) => goes) ?? []}
        problems={problems}
      />
    </EditFrame>
  );
}
