import type { LibraryRevision } from '#server/queries/library/list-library-entries.query.ts';

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
};

const fields = Object.keys(fieldLabels) as (keyof Content)[];

/** A field's content as a person reads it; empty for nothing. */
export function describeField(content: Partial<Content>, field: keyof Content): string {
  const value = content[field];
  if (Array.isArray(value)) return value.join(', ');
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
  if (!before) return revision.by === null ? 'Came with the tracker' : 'Added';
  const changed = listChangedFields(before.content, revision.content);
  const done = changed.includes('released')
    ? [revision.content.released ? 'Released' : 'Taken out of the next publication']
    : [];
  const others = changed
    .filter((field) => field !== 'released')
    .map((field) => fieldLabels[field].toLowerCase());
  if (others.length > 0) done.push(`${done.length > 0 ? 'changed' : 'Changed'} ${others.join(', ')}`);
  return done.join('; ') || 'Saved without a change';
}
