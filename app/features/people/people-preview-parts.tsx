import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { PeoplePreview } from './answers.ts';
import styles from './people.module.css';
import { describeRole } from './role-words.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';

/** The rows that would be invited, or get a role. */
export function ReadyPeople({ ready }: { ready: PeoplePreview['ready'] }) {
  return (
    <DataTable
      caption="People who are ready, by row"
      captionHidden
      narrow="stack"
      dense
      rows={ready}
      rowKey={({ row }) => row}
      columns={[
        { key: 'row', header: 'Row', numeric: true, cell: ({ row }) => row },
        {
          key: 'name',
          header: 'Person',
          rowHeader: true,
          cell: ({ name, email }) => (
            <>
              {name}
              <span className={styles.email}>{email}</span>
            </>
          ),
        },
        {
          key: 'role',
          header: 'Role',
          cell: ({ role, reporter, agency }) => describeRole(role, reporter?.name, agency),
        },
        {
          key: 'what',
          header: 'What happens',
          cell: ({ personId }) =>
            personId === null ? 'is invited by mail' : 'has an account: gets the role, or waits for a yes',
        },
      ]}
    />
  );
}

/** What keeps rows out, cell by cell. */
export function RefusedCells({
  problems,
  title,
}: {
  problems: readonly { row: number; cell: string; message: string }[];
  title: string;
}) {
  if (problems.length === 0) return null;
  return (
    <Section id="problems" title={title}>
      <DataTable
        caption="What is to be put right, by cell"
        captionHidden
        narrow="stack"
        dense
        rows={problems}
        rowKey={(_, index) => index}
        columns={[
          { key: 'cell', header: 'Cell', rowHeader: true, nowrap: true, cell: ({ cell }) => cell },
          { key: 'what', header: 'What', cell: ({ message }) => message },
        ]}
      />
    </Section>
  );
}

const people = (count: number) => formatCount(count, 'people');

/** What was done with a list. */
export function PeopleOutcomeNotice({ outcome }: { outcome: NonNullable<PeoplePreview['outcome']> }) {
  const { invited, given, asked = 0 } = outcome;
  const sentences = [
    invited > 0 ? `${people(invited)} invited by mail.` : '',
    given > 0 ? `${people(given)} with an account got a role.` : '',
    asked > 0 ? `${people(asked)} with an account wait for their state or body to confirm the role.` : '',
  ].filter(Boolean);
  return <Notice kind="success" live title={sentences.join(' ') || 'Nobody had to be invited.'} />;
}
