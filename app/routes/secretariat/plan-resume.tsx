import { Notice } from '#app/components/notice.tsx';
import { EditFrame, buildEditStep } from '#app/features/plan-desk/edit-step.tsx';
import type { Route } from './+types/plan-resume';
import { loadPlanForm, saveEdit } from './plan-edit.server.ts';

const kindOf = (pattern: string) =>
  pattern.includes('indicators') ? ('resume-indicator' as const) : ('resume-activity' as const);
const sheetOf = (pattern: string) =>
  pattern.includes('indicators') ? ('indicators' as const) : ('activities' as const);

export async function loader(args: Route.LoaderArgs) {
  const sheet = sheetOf(args.pattern);
  const row = { sheet, code: args.params.code };
  return { ...(await loadPlanForm(args, kindOf(args.pattern), row)), sheet };
}

export const action = (args: Route.ActionArgs) =>
  saveEdit(args, () => ({ kind: kindOf(args.pattern), code: args.params.code }));

/** An activity or an indicator that has ended is asked again from a round on. */
export default function PlanResumePage({ loaderData, actionData }: Route.ComponentProps) {
  const step = buildEditStep(loaderData, actionData);
  const { row } = step.form;
  if (!row) return null;
  const { sheet } = loaderData;
  return (
    <EditFrame
      step={step}
      besideSheet={sheet}
      isForEnded
      title={`Take up ${row.code} again`}
      heading={`Take up “${row.cells['title']}” again`}
      lead={
        row.endedFrom
          ? `It has ended from ${row.endedFrom}. From the round you choose it is asked again; the rounds between do not change.`
          : undefined
      }
      before={
        row.endedFrom ? null : (
          <Notice title="It has not ended">
            <p>There is nothing to take up again.</p>
          </Notice>
        )
      }
      amends="Say from which round it applies, and why."
    >
      {sheet === 'activities' ? (
        <p>Indicators that ended with it stay ended. Take up each of them on its own page.</p>
      ) : null}
    </EditFrame>
  );
}
