import { getAnswerKind, type Measure } from '../value/measures.ts';

/** An item that still has to be done, with what determines its duration. */
export type ItemToDo =
  | { kind: 'activity'; code: string; state: 'empty' | 'begun' | 'copied' }
  | { kind: 'indicator'; code: string; state: 'empty' | 'begun' | 'copied'; measure: Measure; cells: number };

/** One of the person's own saves: of which item, and when. */
export type OwnSave = { code: string; at: string };

/**
 * Minutes that an item takes a person who has the information at hand. An activity is a status and three
 * short texts; a figure is looked up and typed, and so is each of its parts; reading a copied answer takes
 * part of the time for writing it.
 */
export const minutesFor = {
  activity: 4,
  choice: 0.5,
  account: 5,
  /** The first cell of a figure, with its note, and each further cell. */
  figure: 1,
  furtherCell: 0.2,
  /** The share for an item that was started, and for a copy to be read and confirmed. */
  begunShare: 0.5,
  copiedShare: 0.25,
} as const;

/**
 * A longer gap between saves is a break, not work; a shorter one than the next is one save of many items at
 * once.
 */
const longestWorkMs = 20 * 60 * 1000;
const shortestWorkMs = 3 * 1000;
/** The minimum number of items needed to measure a pace. */
const fewestSamples = 5;
const slowest = 3;
const fastest = 0.3;

/** Estimates the duration of an item from the constants, in minutes. */
export function estimateItem(item: ItemToDo): number {
  const share =
    item.state === 'empty' ? 1 : item.state === 'begun' ? minutesFor.begunShare : minutesFor.copiedShare;
  return share * estimateWhole(item);
}

function estimateWhole(item: ItemToDo): number {
  if (item.kind === 'activity') return minutesFor.activity;
  if (getAnswerKind(item.measure) === 'choice') return minutesFor.choice;
  if (getAnswerKind(item.measure) === 'text') return minutesFor.account;
  return minutesFor.figure + minutesFor.furtherCell * Math.max(0, item.cells - 1);
}

/**
 * Calculates a person's own pace in this round relative to the constants: 0.5 is twice as fast. The median
 * over the items that they completed in sequence; null if there are too few. `whole` has each item as if
 * empty.
 */
export function calculatePace(
  saves: readonly OwnSave[],
  whole: ReadonlyMap<string, ItemToDo>,
): number | null {
  const ratios: number[] = [];
  let start: number | null = null;
  for (const [index, save] of saves.entries()) {
    const next = saves[index + 1];
    // Several saves of one item in a row count as one, ending with the last.
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
  /** Whole minutes, rounded to five from ten minutes on; 0 if nothing is left. */
  minutes: number;
  /** Whether the estimate uses the person's own pace. */
  isOwnPace: boolean;
};

/** Estimates how long the rest of a report takes. */
export function estimateTimeLeft(items: readonly ItemToDo[], pace: number | null): TimeLeft {
  const minutes = items.reduce((sum, item) => sum + estimateItem(item), 0) * (pace ?? 1);
  return { minutes: roundMinutes(minutes), isOwnPace: pace !== null };
}

function roundMinutes(minutes: number): number {
  if (minutes <= 0) return 0;
  return minutes < 10 ? Math.max(1, Math.round(minutes)) : Math.round(minutes / 5) * 5;
}
