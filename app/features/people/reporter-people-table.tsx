import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { ReporterPerson } from './answers.ts';
import styles from './people.module.css';
import { describeRole } from './role-words.ts';

/** Everybody who works for one state or body: which role, since when, given by whom. */
export function ReporterPeopleTable({ people }: { people: readonly ReporterPerson[] }) {
  return (
    <DataTable
      caption="People by name"
      captionHidden
      narrow="stack"
      rows={people}
      rowKey={({ assignment }) => assignment}
      empty="Nobody works for it."
      columns={[
        {
          key: 'person',
          header: 'Person',
          rowHeader: true,
          cell: ({ name, email, isDisabled }) => (
            <>
              {name}
              <span className={styles.email}>{email}</span>
              {isDisabled ? <span className={styles.email}>The account is disabled.</span> : null}
            </>
          ),
        },
        {
          key: 'role',
          header: 'Role',
          cell: ({ role, agency, cover }) => (
            <>
              {describeRole(role, null, agency, cover)}
              {role === 'contributor' && agency === null ? (
                <span className={styles.reason}>for the whole report</span>
              ) : null}
            </>
          ),
        },
        { key: 'since', header: 'Since', nowrap: true, cell: ({ since }) => <DateText iso={since} /> },
        { key: 'by', header: 'Given by', cell: (one) => describeGiver(one) },
      ]}
    />
  );
}

const describeGiver = ({ givenBy, askedBy }: ReporterPerson): string =>
  givenBy === null
    ? 'when the tracker was set up'
    : askedBy === null
      ? givenBy
      : `${askedBy}, confirmed by ${givenBy}`;
