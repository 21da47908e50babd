import { Button } from '#app/components/button.tsx';
import { EditFrame, EndedNotice, buildEditStep } from '#app/features/plan-desk/edit-step.tsx';
import {
  FollowerFields,
  readFollowers,
  namePart,
  PartFields,
  readParts,
} from '#app/features/plan-desk/edit-fields.tsx';
import { mostParts } from '#server/domain/plan/plan-edit.schema.ts';
import type { Route } from './+types/plan-activity-split';
import { loadPlanForm, saveEdit } from './plan-edit.server.ts';

export const loader = (args: Route.LoaderArgs) =>
  loadPlanForm(args, 'split-activity', { sheet: 'activities', code: args.params.code });

export const action = (args: Route.ActionArgs) =>
  saveEdit(args, (form) => {
    const parts = readParts(form);
    return {
      kind: 'split-activity',
      code: args.params.code,
      parts,
      followers: readFollowers(form, (place) => parts[Number(place)]?.code ?? ''),
    };
  });

export default function PlanActivitySplitPage({ loaderData, actionData }: Route.ComponentProps) {
  const step = buildEditStep(loaderData, actionData);
  const { form, typed, refusal } = step;
  const { row } = form;
  if (!row) return null;
  const edit = typed?.edit.kind === 'split-activity' ? typed.edit : null;
  const parts = edit?.parts ?? [];
  // Whoever pressed the button for another gets one more, empty.
  const count = Math.min(mostParts, Math.max(2, parts.length + (actionData && !refusal ? 1 : 0)));
  const problems = refusal?.fields ?? [];
  const places = Array.from({ length: count }, (_, at) => ({
    value: String(at),
    label: `Moves to ${parts[at]?.code || `the ${namePart(at).toLowerCase()}`}`,
  }));
  return (
    <EditFrame
      step={step}
      besideSheet="activities"
      title={`Split ${row.code}`}
      heading={`Split “${row.cells['title']}”`}
      lead="This activity ends. New activities replace it, under the same objective and from the same round."
      before={<EndedNotice plan={step.form.plan} sheet="activities" row={row} />}
      amends="Say from which round it applies, and why."
      more={
        count < mostParts ? (
          <Button variant="secondary" name="intent" value="more">
            Add another activity
          </Button>
        ) : null
      }
    >
      {Array.from({ length: count }, (_, at) => (
        <PartFields
          key={namePart(at)}
          form={form}
          cells={row.cells}
          at={at}
          typed={parts[at]}
          problems={problems}
        />
      ))}
      <FollowerFields
        indicators={form.followers}
        places={places}
        typed={
          edit?.followers.map(({ goes, to }) =>
            goes === 'moves' ? String(parts.findIndex(({ code }) => code === to)) : goes,
          ) ?? []
        }
        problems={problems}
      />
    </EditFrame>
  );
}
