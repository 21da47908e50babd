import { SelectField, TextField } from '#app/components/field.tsx';
import { ActivityFields, findProblem, readActivityCells } from '#app/features/plan-desk/edit-fields.tsx';
import { EditFrame, buildEditStep } from '#app/features/plan-desk/edit-step.tsx';
import type { Route } from './+types/plan-activity-add';
import { loadPlanForm, saveEdit } from './plan-edit.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const objective = new URL(args.request.url).searchParams.get('objective')?.slice(0, 60) ?? '';
  return { ...(await loadPlanForm(args, 'add-activity')), objective };
}

export const action = (args: Route.ActionArgs) =>
  saveEdit(args, (form) => ({
    kind: 'add-activity',
    code: String(form.get('code') ?? '').trim(),
    objective: String(form.get('objective') ?? '').slice(0, 60),
    cells: readActivityCells(form),
  }));

export default function PlanActivityAddPage({ loaderData, actionData }: Route.ComponentProps) {
  const step = buildEditStep(loaderData, actionData);
  const { form, refusal } = step;
  const typed = step.typed?.edit.kind === 'add-activity' ? step.typed.edit : null;
  const problems = refusal?.fields ?? [];
  return (
    <EditFrame
      step={step}
      title="Add an activity"
      heading="Add an activity"
      amends={
        form.isRunning ? 'Rounds of this plan have begun. The activity is not part of past rounds.' : null
      }
    >
      <TextField
        id="code"
        name="code"
        label="Code"
        width={20}
        hint="At most 30 letters, digits, dots, hyphens or underscores. It never changes."
        defaultValue={typed?.code ?? ''}
        error={findProblem(problems, 'code')}
      />
      <SelectField
        id="objective"
        name="objective"
        label="Objective"
        placeholder="Choose an objective"
        options={form.objectives.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
        defaultValue={typed?.objective ?? loaderData.objective}
        error={findProblem(problems, 'objective')}
      />
      <ActivityFields
        form={form}
        cells={typed?.cells ?? { participating_states: 'all' }}
        problems={problems}
      />
    </EditFrame>
  );
}
