import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import styles from './agency.module.css';
import { describeChangedSince } from './agency-words.ts';
import type { AgencyStatus } from './contract-types.ts';

interface AgencyTableProps {
  agencies: readonly AgencyStatus[];
  /** Whether the viewer may remind, now. */
  mayRemind: boolean;
}

/** Each agency with its part, how far it is, whether it has delivered, and a reminder at hand. */
export function AgencyTable({ agencies, mayRemind }: AgencyTableProps) {
  return (
    <DataTable
      caption="Agencies and their parts of this report"
      captionHidden
      narrow="stack"
      rows={agencies}
      rowKey={({ acronym }) => acronym}
      empty="The state has no agencies on record. The secretariat keeps the list."
      columns={[
        {
          key: 'agency',
          header: 'Agency',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ name, acronym, people }) => (
            <>
              {name} <span className={styles.acronym}>{acronym}</span>
              <span className={styles.people}>{describePeople(people)}</span>
            </>
          ),
        },
        {
          key: 'part',
          header: 'Complete',
          numeric: true,
          nowrap: true,
          cell: ({ complete, due }) =>
            due === 0 ? <span className={styles.muted}>No part</span> : `${complete} of ${due}`,
        },
        { key: 'delivered', header: 'Delivered', cell: (agency) => <Delivered agency={agency} /> },
        {
          key: 'reminded',
          header: 'Last reminded',
          cell: (agency) => (
            <div className={styles.remind}>
              {agency.remindedAt ? (
                <DateText iso={agency.remindedAt} />
              ) : (
                <span className={styles.muted}>Never</span>
              )}
              {mayRemind && agency.due > 0 && !agency.delivered && agency.people.length > 0 ? (
                <Form method="post">
                  <input type="hidden" name="agency" value={agency.acronym} />
                  <Button variant="secondary" compact name="intent" value="remind">
                    Remind <VisuallyHidden>{agency.name}</VisuallyHidden>
                  </Button>
                </Form>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  );
}

function Delivered({ agency: { delivered, changedSince, due } }: { agency: AgencyStatus }) {
  if (!delivered) return <span className={styles.muted}>{due === 0 ? '–' : 'Not yet'}</span>;
  return (
    <>
      <DateText iso={delivered.at} />, {delivered.by}
      {changedSince > 0 ? <span className={styles.changed}>{describeChangedSince(changedSince)}</span> : null}
      {delivered.note ? <span className={styles.note}>{delivered.note}</span> : null}
    </>
  );
}

function describePeople(people: AgencyStatus['people']): string {
  if (people.length === 0) return 'Nobody has an account yet';
  return people.map(({ name, cover }) => (cover ? `${name} (for ${cover.name})` : name)).join(', ');
}
