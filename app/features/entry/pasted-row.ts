import { readClipboard } from '#app/features/forms/read-clipboard.ts';
import { type NarrativeField, narrativeFields } from './activity-draft.ts';

/** What a row of a spreadsheet says about an activity: texts by question, and the status if it begins with one. */
export type PastedRow = { status: string | null; texts: { field: NarrativeField; text: string }[] };

type Status = { code: string; label: string };

/**
 * Reads a row of two cells or more that was copied from a spreadsheet and is pasted into `from`. Its cells go to this
 * question and those after it; before "Achievements" it may have the status, by its label or code. Empty cells change
 * nothing. Null for any other text, and for a row with more cells than there are questions: that is pasted as it is.
 */
export function readPastedRow(
  text: string,
  from: NarrativeField,
  statuses: readonly Status[],
): PastedRow | null {
  const [cells = [], ...more] = readClipboard(text);
  if (cells.length < 2 || more.length > 0) return null;
  const first = narrativeFields.indexOf(from);
  const said = cells[0]?.trim().toLowerCase();
  const status =
    first === 0
      ? statuses.find(({ code, label }) => label.toLowerCase() === said || code.toLowerCase() === said)
      : undefined;
  const left = status ? cells.slice(1) : cells;
  const places = narrativeFields.slice(first);
  if (left.length > places.length) return null;
  const texts = places.flatMap((field, index) => {
    const cell = left[index]?.trim() ?? '';
    return cell === '' ? [] : [{ field, text: cell }];
  });
  return { status: status?.code ?? null, texts };
}
