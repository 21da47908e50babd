import { Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { RoundSummary } from '#app/contract.ts';
import styles from './round.module.css';
import { countReceived, roundStateLabels } from './round-words.ts';

export interface RoundTableProps {
  rounds: readonly RoundSummary[];
  /** Whether the viewer sees where reports stand. */
  withReports: boolean;
  mayOpen: boolean;
  mayClose: boolean;
  mayReopen: boolean;
}

const doWords = { open: 'Open round', close: 'Close round', reopen: 'Open again' } as const;

/** The reporting calendar, newest first, with what can be done to each round. */
export function RoundTable({ rounds, withReports, mayOpen, mayClose, mayReopen }: RoundTableProps) {
  const columns: (Column<RoundSummary> | false)[] = [
    {
      key: 'title',
      header: 'Round',
      rowHeader: true,
      minWidth: '13rem',
      cell: ({ code, title }) => (
        <>
          {withReports ? <Link to={`/secretariat/rounds/${code}`}>{title}</Link> : title} ({code})
        </>
      ),
    },
    {
      key: 'state',
      header: 'State',
      cell: ({ state }) => (
        <Tag emphasis={state === 'open' ? 'normal' : 'quiet'}>{roundStateLabels[state]}</Tag>
      ),
    },
    withReports && {
      key: 'reports',
      header: 'Reports received',
      nowrap: true,
      cell: (round) => {
        const { received, due } = countReceived(round);
        return due === 0 ? 'none due yet' : `${received} of ${due}`;
      },
    },
    { key: 'opens', header: 'Opens', cell: ({ opensOn }) => <DateText iso={opensOn} />, nowrap: true },
    { key: 'due', header: 'Due', cell: ({ dueOn }) => <DateText iso={dueOn} />, nowrap: true },
    { key: 'closes', header: 'Closes', cell: ({ closesOn }) => <DateText iso={closesOn} />, nowrap: true },
    (mayOpen || mayClose || mayReopen) && {
      key: 'do',
      header: 'Do',
      cell: ({ code, state }) => {
        const verbs = {
          planned: mayOpen ? 'open' : null,
          open: mayClose ? 'close' : null,
          closed: mayReopen ? 'reopen' : null,
        } as const;
        const verb = verbs[state];
        return verb ? (
          <ButtonLink to={`?confirm=${verb}&round=${code}#confirm`} variant="secondary" compact>
            {doWords[verb]}
            <VisuallyHidden> {code}</VisuallyHidden>
          </ButtonLink>
        ) : (
          <span className={styles.none}>–</span>
        );
      },
    },
  ];
  return (
    <DataTable
      caption="Reporting rounds, newest first"
      captionHidden
      narrow="stack"
      rows={rounds}
      rowKey={({ code }) => code}
      columns={columns.filter((column) => column !== false)}
      empty="No round is in the reporting calendar."
    />
  );
}
