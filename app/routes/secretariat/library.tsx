import { Form, Link } from 'react-router';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import record from '#app/features/forms/record.module.css';
import styles from '#app/features/library/edit/edit.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/library';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { LibraryEntry } from '#app/contract.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { describeDays } from '#app/features/library/library-words.ts';
import { getLanguage } from '#server/domain/language/languages.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const words = (search.get('q') ?? '').trim().slice(0, 100);
  const kind = (search.get('kind') ?? '').slice(0, 120);
  const released = search.get('released');
  const answer = await ask(requestId, () =>
    caller.library.list({
      ...(words ? { words } : {}),
      ...(kind ? { kind } : {}),
      ...(released === 'yes' || released === 'no' ? { released: released === 'yes' } : {}),
    }),
  );
  return { ...answer, filter: { words, kind, released: released ?? '' } };
}

export default function LibraryEntries({ loaderData }: Route.ComponentProps) {
  const { entries, total, kinds, filter } = loaderData;
  const narrowed = filter.words !== '' || filter.kind !== '' || filter.released !== '';
  const waiting = entries.filter(({ released }) => !released).length;
  return (
    <>
      <PageTitle parts={['Library', 'Secretariat']} />
      <PageHeading
        kicker="Library"
        meta="Studies, dialogues, meetings and cooperation between states. The next publication includes released entries. Earlier publications never change."
        actions={<ButtonLink to="/secretariat/library/new">Add an entry</ButtonLink>}
      >
        {narrowed
          ? `${entries.length} of ${total} entries`
          : `${formatCount(total, 'entries')}${waiting > 0 ? `, ${waiting} not released` : ''}`}
      </PageHeading>
      <Form method="get" className={styles.filter} role="search" aria-label="Library">
        <TextField id="q" name="q" label="Words" width={20} defaultValue={filter.words} />
        <SelectField
          key={filter.kind}
          id="kind"
          name="kind"
          label="Kind"
          placeholder="Any kind"
          options={kinds.map(({ code, label }) => ({ value: code, label }))}
          defaultValue={filter.kind}
        />
        <SelectField
          key={filter.released}
          id="released"
          name="released"
          label="Next publication"
          placeholder="Any"
          options={[
            { value: 'yes', label: 'Released' },
            { value: 'no', label: 'Not released' },
          ]}
          defaultValue={filter.released}
        />
        <Button variant="secondary">Show</Button>
        {narrowed ? <Link to="/secretariat/library">Show all</Link> : null}
      </Form>
      <EntryTable entries={entries} />
    </>
  );
}

/** Entries of the library as the secretariat keeps them. */
function EntryTable({ entries }: { entries: readonly LibraryEntry[] }) {
  return (
    <DataTable
      caption="Entries of the library"
      captionHidden
      narrow="stack"
      rows={entries}
      rowKey={({ code }) => code}
      empty="No entry matches."
      columns={[
        {
          key: 'title',
          header: 'Entry',
          rowHeader: true,
          minWidth: '18rem',
          cell: ({ code, title }) => <Link to={`/secretariat/library/${code}`}>{title}</Link>,
        },
        { key: 'kind', header: 'Kind', minWidth: '9rem', cell: ({ kindLabel }) => kindLabel },
        {
          key: 'when',
          header: 'When',
          minWidth: '8rem',
          cell: (entry) =>
            describeDays(entry, getLanguage('en'), buildWords('en', 'library')) || (
              <span className={record.muted}>No date</span>
            ),
        },
        {
          key: 'states',
          header: 'States',
          cell: ({ states }) => states.join(', ') || <span className={record.muted}>None</span>,
        },
        {
          key: 'released',
          header: 'Next publication',
          minWidth: '8rem',
          cell: ({ released }) => (
            <Tag emphasis={released ? 'done' : 'normal'}>{released ? 'released' : 'not released'}</Tag>
          ),
        },
        {
          key: 'changed',
          header: 'Last changed',
          minWidth: '9rem',
          cell: ({ changedBy, changedAt }) => (
            <>
              <DateText iso={changedAt} />
              <br />
              <span className={record.muted}>{changedBy ?? 'loaded with the tracker'}</span>
            </>
          ),
        },
      ]}
    />
  );
}
