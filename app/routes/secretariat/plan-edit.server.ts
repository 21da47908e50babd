import { data, redirect, type RouterContextProvider } from 'react-router';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { readAmendment } from '#app/features/plan-desk/amendment-fields.tsx';
import type { PlanForm } from '#app/features/plan-desk/answers.ts';
import type { TypedEdit } from '#app/features/plan-desk/edit-step.ts';
import { readForm, requestContext } from '#app/request-context.ts';
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
export async function saveEdit({ context }: Args, read: (form: FormData) => PlanEdit) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const typed: TypedEdit = { edit: read(form), amendment: readAmendment(form), opened: readOpened(form) };
  // A button that only adds fields.
  if (form.get('intent') === 'more') return data({ typed, refusal: null });
  const outcome = await attempt(requestId, () =>
    caller.plan.saveEdit({
      plan: String(form.get('plan') ?? '').slice(0, 60),
      edit: typed.edit,
      version: String(form.get('version') ?? '').slice(0, 64),
      ...(form.has('effectiveRound') ? { amendment: typed.amendment } : {}),
    }),
  );
  if (outcome.ok) throw redirect(`/secretariat/plan/import/${outcome.value.upload}`, 303);
  return data({ typed, refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
}

/** The row as it was opened; nothing where the field was tampered with. */
function readOpened(form: FormData): Record<string, string> {
  try {
    const opened: unknown = JSON.parse(String(form.get('opened') ?? '{}'));
    if (typeof opened !== 'object' || opened === null) return {};
    return Object.fromEntries(
      Object.entries(opened).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
