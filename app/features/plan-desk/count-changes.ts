import type { RowChange } from '#app/contract.ts';

/** "3 rows added, 1 changed, 1 ended." */
export function countPlanChanges(changes: readonly Pick<RowChange, 'kind'>[]): string {
  const words = [
    ['added', 'added'],
    ['changed', 'changed'],
    ['ended', 'ended'],
    ['removed', 'taken out'],
  ] as const;
  const parts = words.flatMap(([kind, word]) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return parts.length === 0 ? 'No row differs.' : `Rows: ${parts.join(', ')}.`;
}
