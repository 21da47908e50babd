import type { ActivityCells, IndicatorCells, PlanEdit } from '#server/domain/plan/plan-edit.schema.ts';
import { activityWordColumns, indicatorWordColumns } from '#server/domain/plan/plan-edit.schema.ts';
import type { Person } from '#tests/support/world.ts';

type Row = { sheet: 'activities' | 'indicators'; code: string };
type Amendment = { effectiveRound: string; title: string; reason: string; decision?: number };

/** The plan as somebody of the secretariat works on it, screen by screen. */
export function openPlanDesk({ caller }: Person, plan: string) {
  const open = async (row: Row) => {
    const form = await caller.plan.form({ plan, row });
    if (!form.row) throw new Error(`There is no ${row.code}.`);
    return { ...form, row: form.row };
  };
  const pick = (columns: readonly string[], cells: Record<string, string>) =>
    Object.fromEntries(columns.map((column) => [column, cells[column] ?? '']));
  const desk = {
    open,
    /** Types an edit into its form as it is opened now; gives what it would change. */
    async preview(edit: PlanEdit, amendment?: Amendment, version?: string) {
      const sheet = edit.kind.endsWith('indicator') ? ('indicators' as const) : ('activities' as const);
      const opened =
        version ?? (edit.kind === 'add-activity' ? '' : (await open({ sheet, code: edit.code })).row.version);
      const { upload } = await caller.plan.saveEdit({ plan, edit, version: opened, amendment });
      return caller.plan.preview({ upload });
    },
    accept: ({ upload, compared }: Awaited<ReturnType<typeof caller.plan.preview>>) =>
      caller.plan.accept({ upload: upload.id, stand: compared?.stand ?? '' }),
    /** The same preview, looked at once more. */
    again: ({ upload }: { upload: { id: string } }) => caller.plan.preview({ upload: upload.id }),
    /** From the form to the plan. */
    async make(edit: PlanEdit, amendment?: Amendment) {
      const preview = await desk.preview(edit, amendment);
      return { preview, applied: await desk.accept(preview) };
    },
    /** An activity with some of its cells worded otherwise. */
    async rewordActivity(code: string, cells: Partial<ActivityCells>): Promise<PlanEdit> {
      const { row } = await open({ sheet: 'activities', code });
      const all = { ...pick(activityWordColumns, row.cells), ...cells } as ActivityCells;
      return { kind: 'reword-activity', code, cells: all };
    },
    async rewordIndicator(code: string, cells: Partial<IndicatorCells>): Promise<PlanEdit> {
      const { row } = await open({ sheet: 'indicators', code });
      const all = { ...pick(indicatorWordColumns, row.cells), ...cells } as IndicatorCells;
      return { kind: 'reword-indicator', code, cells: all };
    },
  };
  return desk;
}
