import type { z } from 'zod';
import type { activityReportInputSchema } from '../submission/activity-report.schema.ts';
import type { indicatorValuesInputSchema } from '../value/indicator-value.schema.ts';
import { type NeedList, parseKinds } from '../need/need-kinds.ts';
import { buildCellKey } from '../value/indicator-definition.ts';
import { buildCellInput } from '../value/indicator-value.rules.ts';
import { applyCells, type Change, type ComparedItem } from './compare-workbook.calculations.ts';
import { type EntryRow, listEntryRows, type WorkbookReport } from './workbook-report.ts';

type ActivitySave = z.output<typeof activityReportInputSchema>;
type IndicatorSave = z.output<typeof indicatorValuesInputSchema>;

/** The accepted parts of a preview: whole items (what is new or changed in them), and single fields. */
export type Accepted = { items: ReadonlySet<string>; fields: ReadonlySet<string> };

/** Whether a selection includes a change: one that would remove something must be ticked itself. */
export function isAccepted(change: Change, itemKey: string, { items, fields }: Accepted): boolean {
  if (change.kind === 'new' || change.kind === 'changed') return items.has(itemKey) || fields.has(change.key);
  return (change.kind === 'conflict' || change.kind === 'emptied') && fields.has(change.key);
}

/**
 * Builds what to save: every item with an accepted change, complete, based on the version that it was
 * compared with. What is not accepted stays as stored.
 */
export function buildSave(
  report: WorkbookReport,
  items: readonly ComparedItem[],
  accepted: Accepted,
): { activities: ActivitySave[]; indicators: IndicatorSave[]; taken: Change[] } {
  const rows = Map.groupBy(listEntryRows(report), ({ item }) => item);
  const activities: ActivitySave[] = [];
  const indicators: IndicatorSave[] = [];
  const taken: Change[] = [];
  for (const item of items) {
    const changes = item.changes.filter((change) => isAccepted(change, item.key, accepted));
    const own = rows.get(item.key) ?? [];
    const [first] = own;
    if (changes.length === 0 || !first) continue;
    taken.push(...changes);
    if (first.kind === 'activity') activities.push(buildActivity(first, changes));
    else indicators.push(buildIndicator(own, first, changes));
  }
  return { activities, indicators, taken };
}

function valueOf(changes: readonly Change[], field: Change['field']) {
  return changes.find((change) => change.field === field)?.value;
}

function buildActivity(
  { activity }: Extract<EntryRow, { kind: 'activity' }>,
  changes: readonly Change[],
): ActivitySave {
  const { code, version, answer } = activity;
  const text = (field: 'achievements' | 'challenges' | 'nextSteps') => {
    const value = valueOf(changes, field);
    return value === undefined ? answer[field] : typeof value === 'string' ? value : '';
  };
  const kinds = (list: NeedList) => {
    const value = valueOf(changes, list);
    return value === undefined ? answer[list] : typeof value === 'string' ? parseKinds(list, value) : [];
  };
  const status = valueOf(changes, 'status');
  const released = valueOf(changes, 'released');
  return {
    activity: code,
    version,
    status: status === undefined ? answer.status : typeof status === 'string' ? status : null,
    achievements: text('achievements'),
    challenges: text('challenges'),
    obstacles: kinds('obstacles'),
    helpWanted: kinds('helpWanted'),
    nextSteps: text('nextSteps'),
    narrativeReleased: released === undefined ? answer.narrativeReleased : released === 'yes',
  };
}

function buildIndicator(
  rows: EntryRow[],
  { indicator }: Extract<EntryRow, { kind: 'cell' }>,
  changes: readonly Change[],
): IndicatorSave {
  const { definition, version, answer } = indicator;
  const note = valueOf(changes, 'note');
  const release = valueOf(changes, 'release');
  const moving = changes.filter(({ field }) => field === 'cell');
  const cells = applyCells(rows, answer.cells, moving).map(buildCellInput);
  const keys = new Set(moving.map(({ key }) => key.split('/')[2] ?? ''));
  return {
    indicator: definition.code,
    version,
    // A holder of part of an indicator saves only what they accepted.
    ...(indicator.whole
      ? { cells }
      : {
          cells: cells.filter(({ by }) => keys.has(nameCellOf(by))),
          only: [...keys, ...(note === undefined && release === undefined ? [] : ['note'])],
        }),
    note: note === undefined ? answer.note : typeof note === 'string' ? note : '',
    release:
      release === 'regional' || release === 'national' || release === 'withheld' ? release : answer.release,
  };
}

function nameCellOf(by: Record<string, string>): string {
  const [dimension, category] = Object.entries(by)[0] ?? [];
  return buildCellKey(dimension ?? null, category ?? null);
}
