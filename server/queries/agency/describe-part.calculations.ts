import { findWritablePart, listCellHolders } from '#server/domain/agency/parts.rules.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { OwnPart } from '#server/loaders/agency/load-own-part.ts';

/** What of an indicator is the viewer's to write, and who reports the rest, as its page needs it. */
export function describePart(own: OwnPart, definition: IndicatorDefinition) {
  const held = own.held.get(definition.id) ?? [];
  const isAgency = !own.whole && own.agencies.size > 0;
  const part = isAgency
    ? findWritablePart(definition, held, ({ id }) => own.agencies.has(id))
    : { cells: 'all' as const, note: true };
  const cells = listCellHolders(definition, held).flatMap(({ key, holder }) =>
    holder ? [{ key, acronym: holder.acronym, name: holder.name }] : [],
  );
  // Where one agency reports the whole, there is nothing to tell apart.
  const isShared = part.cells !== 'all' || new Set(cells.map(({ acronym }) => acronym)).size > 1;
  return { writableCells: part.cells, writesNote: part.note, holders: isShared ? cells : [] };
}
