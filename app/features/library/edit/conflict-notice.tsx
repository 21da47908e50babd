import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { LibraryEntry } from '#server/loaders/library/load-library-entries.ts';
import type { LibraryRevision } from '#server/queries/library/list-library-entries.query.ts';
import { fieldLabels, listChangedFields, describeField } from './describe-revisions.ts';
import { toInput, type TypedEntry } from './entry-form-values.ts';

/** What somebody else stored meanwhile, beside what was typed, so that a person can decide. */
export function ConflictNotice({ stored, typed }: { stored: LibraryEntry; typed: TypedEntry }) {
  const mine = toStoredForm(typed);
  const fields = listChangedFields(stored, mine);
  return (
    <Notice kind="warning" title="Somebody else changed this entry while you were at it. Nothing was saved.">
      <p>
        {stored.changedBy ?? 'The tracker'} saved version {stored.version} on{' '}
        <DateText iso={stored.changedAt} withTime />. Your words stand in the form below; saving again puts
        them in place of what is stored.
      </p>
      {fields.length > 0 ? (
        <DataTable
          caption="Where they differ"
          narrow="stack"
          rows={fields}
          rowKey={(field) => field}
          columns={[
            { key: 'field', header: 'Field', rowHeader: true, cell: (field) => fieldLabels[field] },
            {
              key: 'stored',
              header: 'Stored now',
              cell: (field) => describeField(stored, field) || 'nothing',
            },
            { key: 'mine', header: 'Yours', cell: (field) => describeField(mine, field) || 'nothing' },
          ]}
        />
      ) : (
        <p>What is stored now says the same as your words.</p>
      )}
    </Notice>
  );
}

/** What was typed, in the shape of what is stored; without release, which the form does not change. */
function toStoredForm(typed: TypedEntry): Partial<LibraryRevision['content']> {
  const { happenedOn, endedOn, year, url, ...rest } = toInput(typed);
  const day = happenedOn.trim();
  const ofDay = /^\d{4}/.exec(day)?.[0] ?? '';
  const whole = year.trim() || ofDay;
  return {
    ...rest,
    happenedOn: day || null,
    endedOn: endedOn.trim() || null,
    year: /^\d{4}$/.test(whole) ? Number(whole) : null,
    url: url.trim() || null,
    states: rest.states.toSorted(),
    bodies: rest.bodies.toSorted(),
    partners: rest.partners.toSorted(),
    activities: rest.activities.toSorted(),
    lenses: rest.lenses.toSorted(),
  };
}
