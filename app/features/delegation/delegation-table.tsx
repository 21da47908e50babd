import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { describeRole } from '#app/features/people/role-words.ts';

export type DelegationRow = {
  assignment: number;
  role: string;
  reporter: { name: string };
  agency: string | null;
  away: string;
  standIn: string;
  from: string;
  until: string;
};

interface CoverTableProps {
  covers: readonly DelegationRow[];
  today: string;
  /** Whose name is shown: whoever is away, or whoever stands in. */
  side: 'away' | 'standIn';
}

/** Delegations that are running or still to come, each with the button that ends it. */
export function DelegationTable({ covers, today, side }: CoverTableProps) {
  return (
    <DataTable
      caption={side === 'away' ? 'Roles that you hold for others' : 'Roles that others hold for you'}
      captionHidden
      narrow="stack"
      rows={covers}
      rowKey={({ assignment }) => assignment}
      columns={[
        {
          key: 'role',
          header: 'Role',
          rowHeader: true,
          cell: ({ role, reporter, agency }) => describeRole(role, reporter.name, agency),
        },
        {
          key: 'name',
          header: side === 'away' ? 'For' : 'StatusRows in',
          cell: (cover) => cover[side],
        },
        {
          key: 'days',
          header: 'Days',
          cell: ({ from, until }) => (
            <>
              {from > today ? (
                <>
                  From <DateText iso={from} /> until{' '}
                </>
              ) : (
                'Until '
              )}
              <DateText iso={until} />
            </>
          ),
        },
        {
          key: 'end',
          header: <VisuallyHidden>End the cover</VisuallyHidden>,
          cell: (cover) => (
            <Form method="post">
              <input type="hidden" name="assignment" value={cover.assignment} />
              <Button variant="secondary" compact name="intent" value="end">
                End now <VisuallyHidden>the cover by {cover.standIn}</VisuallyHidden>
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}
