import { type RouterContextProvider } from 'react-router';
import type { PlanForm } from '#app/contract.ts';
import { ask, attempt } from '#app/features/errors/ask.ts';
import { answerForm, intent, readFields, text } from '#app/features/forms/answer-form.server.ts';
import { readAmendment, readOpened } from '#app/features/plan-desk/edit-fields.tsx';
import type { TypedEdit } from '#app/features/plan-desk/edit-step.tsx';
import { requestContext } from '#app/request-context.ts';
import type { PlanEdit, PlanEditKind } from '#server/domain/plan/plan-edit.schema.ts';

type Args = { context: Readonly<RouterContextProvider>; request: Request };
type Row = { sheet: 'activities' | 'indicators'; code: string };

/** A form of the plan with its row, and what was typed into it before the preview from which somebody came back. */
export async function loadPlanForm(
  { context, request }: Args,
  kind: PlanEditKind,
  row?: Row,
): Promise<{ form: PlanForm; draft: TypedEdit | null }> {
  const { caller, requestId } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const wanted = searchParams.get('plan')?.slice(0, 60);
  const plan = wanted ?? (await ask(requestId, () => caller.plan.get()))?.code ?? '';
  const form = await ask(requestId, () =>
    caller.plan.form({ plan, row: row && { ...row, code: row.code.slice(0, 60) } }),
  );
  const upload = searchParams.get('draft');
  const found = upload ? await attempt(requestId, () => caller.plan.preview({ upload })) : null;
  const kept = found?.ok ? found.value.edit : null;
  const isOfThis =
    kept !== null && kept.plan === plan && kept.edit.kind === kind && (!row || kept.edit.code === row.code);
  return {
    form,
    draft: isOfThis
      ? {
          edit: kept.edit,
          amendment: kept.amendment ?? { effectiveRound: '', title: '', reason: '' },
          opened: kept.base ?? {},
        }
      : null,
  };
}

/** Keeps what was typed and leads to what it would change; else gives it back with what is wrong. */
export function saveEdit({ context }: Args, read: (form: FormData) => PlanEdit) {
  const posted = context.get(requestContext);
  const readTyped = (form: FormData) => ({
    edit: read(form),
    amendment: readAmendment(form),
    opened: readOpened(form),
    isAmendment: form.has('effectiveRound'),
    ...readFields(form, { plan: text, version: text }),
  });
  return answerForm(posted, {
    // A button that only adds fields.
    more: intent(readTyped, () => null),
    '': intent(readTyped, async ({ edit, amendment, isAmendment, plan, version }) => {
      const { upload } = await posted.caller.plan.saveEdit({
        plan: plan.slice(0, 60),
        edit,
        version: version.slice(0, 64),
        ...(isAmendment ? { amendment } : {}),
      });
      return `/secretariat/plan/import/${upload}`;
    }),
  });
}
