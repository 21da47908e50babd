import type { AssignableArea } from '#app/contract.ts';

/** A part of a report as the contract takes it. */
export type PartInput = { activity?: string; indicator?: string; dimension?: string; category?: string };

const spell = (...parts: string[]) => parts.map(encodeURIComponent).join('/');

/** The values of checkboxes: an area with all that is in it, an item, and parts of an indicator. */
export const areaValue = (area: string): string => spell('area', area);
export const itemValue = (kind: 'activity' | 'indicator', code: string): string => spell(kind, code);
export const partValue = (indicator: string, ...place: string[]): string =>
  spell('indicator', indicator, ...place);

/** The parts that were chosen; an area stands for its activities and whole indicators. */
export function readParts(values: readonly string[], areas: readonly AssignableArea[]): PartInput[] {
  return values.flatMap((value): PartInput[] => {
    const [kind, code = '', dimension, category] = value.split('/').map(decodePart);
    if (kind === 'area') {
      const items = areas.find((area) => area.code === code)?.items ?? [];
      return items.map((item) =>
        item.kind === 'activity' ? { activity: item.code } : { indicator: item.code },
      );
    }
    if (kind === 'activity') return [{ activity: code }];
    return [{ indicator: code, ...(dimension ? { dimension } : {}), ...(category ? { category } : {}) }];
  });
}

/** Somebody's own spelling that is none becomes a name that nothing has. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
