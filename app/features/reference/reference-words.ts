import { getLanguage } from '#server/domain/language/languages.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import {
  type ReferenceField,
  type ReferenceListName,
  referenceListNames,
  referenceLists,
} from '#server/domain/reference/reference-lists.ts';

/** The list of an address; null where there is none of that name. */
export const findListName = (name: string): ReferenceListName | null =>
  referenceListNames.find((one) => one === name) ?? null;

/** What a cell says, as people read it. */
export function formatCell({ kind, options }: ReferenceField, cell: string | undefined): string {
  if (!cell) return '';
  if (kind === 'day') return formatDate(cell);
  if (kind === 'yesNo') return cell === 'yes' ? 'Yes' : 'No';
  return options?.find(({ value }) => value === cell)?.label ?? cell;
}

type Stored = {
  cells?: Record<string, string>;
  words?: Record<string, Record<string, string>>;
  place?: number;
  ended?: boolean;
};

/** What a change did, each in a few words: "Name: Children, before: Child". */
export function describeChange(list: ReferenceListName, before: unknown, after: unknown): string[] {
  const [old, now] = [before as Stored | null, after as Stored];
  if (now.ended !== undefined) return [now.ended ? 'Ended' : 'In use again'];
  if (!old) return ['Added'];
  const lines: string[] = [];
  const compare = (label: string, was: string, is: string) => {
    if (was !== is) lines.push(`${label}: ${is || 'nothing'}, before: ${was || 'nothing'}`);
  };
  for (const field of referenceLists[list].fields) {
    compare(
      field.label,
      formatCell(field, old.cells?.[field.name]),
      formatCell(field, now.cells?.[field.name]),
    );
    const [were, are] = [old.words?.[field.name] ?? {}, now.words?.[field.name] ?? {}];
    for (const code of new Set([...Object.keys(were), ...Object.keys(are)])) {
      compare(`${field.label}, ${getLanguage(code).name}`, were[code] ?? '', are[code] ?? '');
    }
  }
  compare('Place', String(old.place ?? ''), String(now.place ?? ''));
  return lines;
}
