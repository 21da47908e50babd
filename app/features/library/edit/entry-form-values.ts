import type { LibraryEntry, LibraryRevision } from '#app/contract.ts';
import { type LibraryItemInput, libraryTies } from '#server/domain/library/library-item.rules.ts';

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

type Content = LibraryRevision['content'];

/** Fields as the form names them, in its order. */
export const fieldLabels: Record<keyof Content, string> = {
  kind: 'Kind',
  title: 'Title',
  summary: 'Summary',
  happenedOn: 'Day',
  endedOn: 'Last day',
  year: 'Year',
  place: 'Place',
  organisers: 'Organised by',
  basis: 'Source',
  url: 'Address of the source',
  states: 'States',
  bodies: 'Bodies',
  partners: 'Partners',
  activities: 'Activities',
  lenses: 'Topics',
  released: 'Release',
  recommendationsNotPublished: 'Recommendations',
};

const fields = Object.keys(fieldLabels) as (keyof Content)[];

/** A field's content as a person reads it; empty for nothing. */
export function describeField(content: Partial<Content>, field: keyof Content): string {
  const value = content[field];
  if (Array.isArray(value)) return value.join(', ');
  if (field === 'recommendationsNotPublished') return value ? 'none published' : '';
  if (typeof value === 'boolean') return value ? 'released' : 'not released';
  return value === null || value === undefined ? '' : String(value);
}

/** The fields in which two states of an entry differ, in the order of the form. */
export function listChangedFields(before: Partial<Content>, after: Partial<Content>): (keyof Content)[] {
  return fields.filter(
    (field) => field in after && describeField(before, field) !== describeField(after, field),
  );
}

/** What a revision did, in a few words: "Added", "Released", "Changed title, states". */
export function describeRevision(revision: LibraryRevision, before: LibraryRevision | undefined): string {
  if (!before) return revision.by === null ? 'Loaded with the tracker' : 'Added';
  const changed = listChangedFields(before.content, revision.content);
  const done = changed.includes('released')
    ? [revision.content.released ? 'Released' : 'Left out of the next publication']
    : [];
  const others = changed
    .filter((field) => field !== 'released')
    .map((field) => fieldLabels[field].toLowerCase());
  if (others.length > 0) done.push(`${done.length > 0 ? 'changed' : 'Changed'} ${others.join(', ')}`);
  return done.join('; ') || 'Saved without a change';
}
