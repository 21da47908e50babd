import type { PlanFileChanges } from './plan-changes.calculations.ts';
import type { PlanFile, PlanFileProblem, PlanFileRows } from './plan-file.schema.ts';

type Period = { readonly code: string; readonly start: string };
type Sheet = 'areas' | 'objectives' | 'activities' | 'indicators';

/**
 * What is probably a slip in a plan that can be read: a target that goes against its direction, a title that is there
 * twice, an activity that ends before its first year. Only of rows that change: what is stored was looked at before. It
 * does not stand in the way; people look at it before they apply.
 */
export function listPlanWarnings(
  plan: PlanFile,
  rows: PlanFileRows,
  rounds: readonly Period[],
  changes: PlanFileChanges,
): PlanFileProblem[] {
  const warn = (sheet: Sheet, code: string, column: string, message: string): PlanFileProblem[] => {
    if (!changes[sheet].added.includes(code) && !changes[sheet].changed.includes(code)) return [];
    const index = rows[sheet].findIndex((row) => row['code']?.trim() === code);
    return [{ file: `${sheet}.csv`, row: Math.max(1, index + 2), column, message }];
  };
  const starts = new Map(rounds.map(({ code, start }) => [code, Number(start.slice(0, 4))]));
  return [
    ...(['areas', 'objectives', 'activities', 'indicators'] as const).flatMap((sheet) =>
      listSameTitles(plan[sheet]).flatMap(({ code, other }) =>
        warn(sheet, code, 'title', `This is also the title of ${other}.`),
      ),
    ),
    ...plan.activities.flatMap(({ code, endedFrom, activeYears }) => {
      const first = Math.min(...activeYears);
      const end = endedFrom === null ? undefined : starts.get(endedFrom);
      return end !== undefined && end < first
        ? warn('activities', code, 'ended_from', `It ends from ${endedFrom}, before its first year ${first}.`)
        : [];
    }),
    ...plan.indicators.flatMap(({ code, direction, targets }) =>
      listTurns(direction, targets).flatMap((message) => warn('indicators', code, 'targets', message)),
    ),
  ];
}

type Titled = { code: string; title: string; endedFrom?: string | null };

/** Rows with the title of another row. What has ended may live on under its title. */
function listSameTitles(rows: readonly Titled[]): { code: string; other: string }[] {
  const standing = rows.filter(({ endedFrom }) => !endedFrom);
  const groups = Map.groupBy(standing, ({ title }) => title.toLowerCase().replace(/\s+/g, ' '));
  return [...groups.values()].flatMap((same) =>
    same.flatMap(({ code }, index) => {
      const other = same[index === 0 ? 1 : 0];
      return other ? [{ code, other: other.code }] : [];
    }),
  );
}

function listTurns(direction: string, targets: readonly { year: number; value: number }[]): string[] {
  return targets.flatMap(({ year, value }, index) => {
    const before = targets[index - 1];
    if (!before) return [];
    const isAgainst =
      (direction === 'up' && value < before.value) || (direction === 'down' && value > before.value);
    return isAgainst
      ? [
          `The direction is ${direction}, but the target of ${year} (${value}) is ${direction === 'up' ? 'below' : 'above'} that of ${before.year} (${before.value}).`,
        ]
      : [];
  });
}
