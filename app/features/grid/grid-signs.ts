import { stateKeys } from '#app/features/entry/no-figure.tsx';
import type { CellDraft, IndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import { type ValueState, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import { type FigureField, figureFields } from '#server/domain/value/measures.ts';

/**
 * In the grid a field takes a figure or a sign for why there is none, as in a spreadsheet: one control a cell, which
 * works without scripts and weighs little.
 */
export const stateSigns = { not_available: 'n/a', not_applicable: 'x' } as const;

/** What statisticians write for a figure that they do not have. */
export const isForeignGap = (text: string) => /^(?:n\.?\/?a\.?|-{1,3}|–|—|…|\.\.)$/i.test(text);

/** The state that a text says in full, by its key or by a sign of other files; null for anything else. */
export function readSign(text: string): ValueState | '' | null {
  const said = text.trim().toLowerCase();
  const byKey = stateKeys[said];
  if (byKey) return byKey;
  if (isForeignGap(said)) return 'not_available';
  for (const state of ['not_available', 'not_applicable'] as const) {
    if (valueStateLabels[state].toLowerCase() === said) return state;
  }
  return valueStateLabels.not_yet_reported.toLowerCase() === said ? '' : null;
}

/** A cell with a sign read as its state; a sign beside a figure stays a text, so that the rules say that it is none. */
export function settleCell(cell: CellDraft): CellDraft {
  const texts = figureFields.map((field) => cell[field].trim()).filter((text) => text !== '');
  const [state, ...others] = texts.map(readSign);
  if (state === undefined || state === null || others.includes(null)) return cell;
  return { ...cell, state, value: '', numerator: '', denominator: '' };
}

/** What the typed cells of an indicator mean; the draft itself where nothing in it is a sign. */
export function settleDraft(draft: IndicatorDraft): IndicatorDraft {
  const settled = Object.entries(draft.cells).map(([key, cell]) => [key, cell, settleCell(cell)] as const);
  if (settled.every(([, before, after]) => before === after)) return draft;
  return { ...draft, cells: Object.fromEntries(settled.map(([key, , after]) => [key, after])) };
}

/** What stands in the field of a figure: what was typed, or the sign of the state. */
export function writeControl(cell: CellDraft, field: FigureField): string {
  return cell.state === 'not_available' || cell.state === 'not_applicable'
    ? cell[field] || stateSigns[cell.state]
    : cell[field];
}
