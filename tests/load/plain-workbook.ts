import { operatorSeconds } from './human-hands.ts';

/**
 * The same report in an ordinary workbook that goes round by mail, by the same model: last round's file is saved under
 * a new name, what has changed is written over, figures are pasted an indicator at a time, and the file goes out by
 * mail. Nothing is checked there, and nobody confirms what was not touched: those steps are not counted, though
 * somebody at the secretariat makes them later.
 */
export function countPlainWorkbook(content: {
  activities: number;
  indicators: number;
  cells: number;
}): string {
  const { key, point, button, think } = operatorSeconds;
  const click = point + button;
  let [keys, clicks, seconds] = [0, 0, 0];
  const add = (times: number, one: { keys?: number; clicks?: number; thinks?: number }) => {
    keys += times * (one.keys ?? 0);
    clicks += times * (one.clicks ?? 0);
    seconds += times * ((one.keys ?? 0) * key + (one.clicks ?? 0) * click + (one.thinks ?? 0) * think);
  };
  // The mail with the request is found and opened, last round's file too, and saved under a new name.
  add(1, { keys: 20, clicks: 8, thinks: 6 });
  // Every activity and answer of last time is skimmed: does it still hold?
  add(1, { thinks: 2 * 47 });
  // The status as a word, then the texts, a row at a time from the agencies' own tables.
  add(content.activities, { keys: 8, clicks: 1, thinks: 1 });
  add(content.activities, { keys: 8, clicks: 3, thinks: 1 });
  add(content.indicators, { keys: 8, clicks: 3, thinks: 1 });
  // Sums are checked by eye: each breakdown against its total.
  add(content.indicators * 2, { thinks: 2 });
  // A mail to the secretariat with the file.
  add(1, { keys: 160, clicks: 6, thinks: 4 });
  return `| an ordinary workbook by mail (worked out) | 0 | ${clicks} | ${keys} | ${(seconds / 60).toFixed(1)} | 0 | ${(seconds / 60).toFixed(1)} |`;
}
