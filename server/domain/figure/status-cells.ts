import { describeActivityStatus } from '#server/domain/finding/describe-status.ts';
import type { ActivityStatus, StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import type { FigureCell } from './figure.types.ts';

type TextCell = FigureCell & { kind: 'text' };

export const buildTextCell = (text: string, path?: string): TextCell => ({
  kind: 'text',
  text,
  ...(path === undefined ? {} : { path }),
});

/** Returns the cell of a status: its word and symbol, or the words for why there is none. */
export function buildStatusCell(stand: ActivityStatus, statuses: readonly StatusWord[]): TextCell {
  const { label, mark } = describeActivityStatus(stand, statuses);
  return {
    kind: 'text',
    text: label,
    mark,
    ...(stand.status === null ? {} : { list: { name: 'activity_status', code: stand.status } }),
  };
}
