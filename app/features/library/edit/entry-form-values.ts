import { type LibraryItemInput, libraryTies } from '#server/domain/library/library-item.schema.ts';
import type { LibraryEntry } from '#server/loaders/library/load-library-entries.ts';

/** What stands in the form of an entry, as typed. Activities are codes in one line. */
export type TypedEntry = Omit<LibraryItemInput, 'activities'> & { code: string; activities: string };

export const emptyEntry: TypedEntry = {
  code: '',
  kind: '',
  title: '',
  summary: '',
  happenedOn: '',
  endedOn: '',
  year: '',
  organisers: '',
  place: '',
  url: '',
  basis: '',
  states: [],
  bodies: [],
  partners: [],
  activities: '',
  lenses: [],
};

/** An entry as its form shows it. The year is left to the day where there is one. */
export function toTyped(entry: LibraryEntry): TypedEntry {
  return {
    ...emptyEntry,
    code: entry.code,
    kind: entry.kind,
    title: entry.title,
    summary: entry.summary,
    happenedOn: entry.happenedOn ?? '',
    endedOn: entry.endedOn ?? '',
    year: entry.happenedOn === null && entry.year !== null ? String(entry.year) : '',
    organisers: entry.organisers,
    place: entry.place,
    url: entry.url ?? '',
    basis: entry.basis,
    states: entry.states,
    bodies: entry.bodies,
    partners: entry.partners,
    activities: entry.activities.join(', '),
    lenses: entry.lenses,
  };
}

/** Reads the form as it was sent, to save it or to show it again. */
export function readTyped(form: FormData): TypedEntry {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const lists = libraryTies.filter((tie) => tie !== 'activities');
  const texts = Object.keys(emptyEntry).filter((name) => !lists.some((tie) => tie === name));
  return {
    ...emptyEntry,
    ...Object.fromEntries(texts.map((name) => [name, text(name)])),
    ...Object.fromEntries(lists.map((tie) => [tie, form.getAll(tie).map(String)])),
  };
}

/** What is sent to be saved. */
export function toInput({ code: _code, activities, ...rest }: TypedEntry): LibraryItemInput {
  return { ...rest, activities: activities.split(/[\s,;]+/u).filter((code) => code !== '') };
}
