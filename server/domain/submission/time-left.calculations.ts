import type { Measure } from '../value/indicator-definition.ts';

/** An item that is still to be done, as far as it takes time. */
export type ItemToDo =
  | { kind: 'activity'; code: string; state: 'empty' | 'begun' | 'copied' }
  | { kind: 'indicator'; code: string; state: 'empty' | 'begun' | 'copied'; measure: Measure; cells: number };

/** A save of the person's own: of which item, and when. */
export type OwnSave = { code: string; at: string };

/**
 * Minutes that an item takes somebody who has what they need at hand. An activity is a status and three short texts; a
 * figure is looked up and typed, and so is each of its parts; reading a copied answer takes a part of writing it.
 */
export const minutesFor = {
  activity: 4,
  choice: 0.5,
  account: 5,
  /** The first cell of a figure, with its note, and each further cell. */
  figure: 1,
  furtherCell: 0.2,
  /** Of an item that somebody has begun, and of one that is a copy to be read and confirmed. */
  begunShare: 0.5,
  copiedShare: 0.25,
} as const;

/** A pause longer than this is a pause, not work; a shorter one than this is one save of many items at once. */
const longestWorkMs = 20 * 60 * 1000;
const shortestWorkMs = 3 * 1000;
/** A pace is told from at least so many items. */
const fewestSamples = 5;
const slowest = 3;
const fastest = 0.3;

/** What an item takes by the constants, in minutes. */
export function estimateItem(item: ItemToDo): number {
  const share =
    item.state === 'empty' ? 1 : item.state === 'begun' ? minutesFor.begunShare : minutesFor.copiedShare;
  return share * estimateWhole(item);
}

function estimateWhole(item: ItemToDo): number {
  if (item.kind === 'activity') return minutesFor.activity;
  if (item.measure === 'choice') return minutesFor.choice;
  if (item.measure === 'text') return minutesFor.account;
  return minutesFor.figure + minutesFor.furtherCell * Math.max(0, item.cells - 1);
}

/**
 * How a person's own pace in this round stands to the constants: 0.5 is twice as fast. The median over the items that
 * they went through one after the other; null while there are too few to tell. `whole` gives each item as if empty.
 */
export function calculatePace(
  saves: readonly OwnSave[],
  whole: ReadonlyMap<string, ItemToDo>,
): number | null {
  const ratios: number[] = [];
  let start: number | null = null;
  for (const [index, save] of saves.entries()) {
    const next = saves[index + 1];
    // The saves of one item while it is being written count up to the last of them.
    if (next?.code === save.code && Date.parse(next.at) - Date.parse(save.at) <= longestWorkMs) continue;
    const end = Date.parse(save.at);
    const item = whole.get(save.code);
    if (start !== null && item) {
      const took = end - start;
      if (took >= shortestWorkMs && took <= longestWorkMs) {
        ratios.push(took / 60_000 / estimateItem({ ...item, state: 'empty' }));
      }
    }
    start = end;
  }
  if (ratios.length < fewestSamples) return null;
  ratios.sort((a, b) => a - b);
  const middle = Math.floor(ratios.length / 2);
  const median =
    ratios.length % 2 === 1 ? (ratios[middle] ?? 1) : ((ratios[middle - 1] ?? 1) + (ratios[middle] ?? 1)) / 2;
  return Math.min(slowest, Math.max(fastest, median));
}

export type TimeLeft = {
  /** Whole minutes, rounded to five from ten minutes on; 0 when nothing is left. */
  minutes: number;
  /** Whether the person's own pace was used. */
  isOwnPace: boolean;
};

/** How long the rest of a report takes. */
export function estimateTimeLeft(items: readonly ItemToDo[], pace: number | null): TimeLeft {
  const minutes = items.reduce((sum, item) => sum + estimateItem(item), 0) * (pace ?? 1);
  return { minutes: roundMinutes(minutes), isOwnPace: pace !== null };
}

function roundMinutes(minutes: number): number {
  if (minutes <= 0) return 0;
  return minutes < 10 ? Math.max(1, Math.round(minutes)) : Math.round(minutes / 5) * 5;
}
