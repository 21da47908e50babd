import { Link } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import type { AccessReminder as Reminder, ReviewedRole } from '#app/contract.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import { accessDecisions } from '#server/domain/access/access-review.rules.ts';
import styles from './people.module.css';
import { describeRole } from './role-words.ts';

/** Says that roles wait to be reviewed; nothing where none waits for the viewer. */
export function AccessReminder({ reminder }: { reminder: Reminder }) {
  const { round, looked, total, open } = reminder;
  if (open === 0) return null;
  return (
    <Notice title={`Review of roles for ${round}: ${looked} of ${total} reviewed.`}>
      <p>
        {open === 1 ? 'One role is waiting' : `${open} roles are waiting`} to be kept or ended.{' '}
        <Link to="/secretariat/people/review">Review them</Link>
      </p>
    </Notice>
  );
}

const decisionWords = { keep: 'Keep', end: 'End' } as const;
const doneWords = { keep: 'Kept', end: 'Ended' } as const;

interface AccessReviewTableProps {
  /** By state and body; those of one page. */
  roles: readonly ReviewedRole[];
  /** "2 of 5" for each state and body, by its name. */
  counts: Readonly<Record<string, string>>;
  /** What was chosen and not saved, by the number of the role. */
  chosen: ReadonlyMap<number, string>;
  /** What is wrong with a choice, by the number of the role. */
  problems: ReadonlyMap<number, string>;
}

function Decide({
  held,
  chosen,
  problem,
}: {
  held: ReviewedRole;
  chosen: string | undefined;
  problem: string | undefined;
}) {
  const { assignment, decision, person, mayKeep, mayEnd, ended } = held;
  const name = `role-${assignment}`;
  const words = describeRole(held.role, held.reporter?.name ?? held.partner, held.agency);
  return (
    <fieldset className={styles.decide} id={name} tabIndex={-1} aria-label={`${person.name}, ${words}`}>
      {problem ? <p className={styles.problem}>{problem}</p> : null}
      {decision ? (
        <p className={styles.decided}>
          {doneWords[decision.decision]} by {decision.by}, <DateText iso={decision.at} />
        </p>
      ) : ended ? (
        <p className={styles.decided}>Since ended</p>
      ) : null}
      {mayKeep ? (
        <>
          <input type="hidden" name={`seen-${assignment}`} value={decision?.id ?? 0} />
          {accessDecisions.map((one) =>
            (one === 'keep' ? decision?.decision !== 'keep' : mayEnd) ? (
              <label key={one} className={styles.choice}>
                <input type="radio" name={name} value={one} defaultChecked={chosen === one} />{' '}
                {decisionWords[one]}
              </label>
            ) : null,
          )}
        </>
      ) : decision || ended ? null : (
        <span className={styles.muted}>for administrators</span>
      )}
    </fieldset>
  );
}

/** Every role by state and body, each with what is decided about it and what can be decided. */
export function AccessReviewTable({ roles, counts, chosen, problems }: AccessReviewTableProps) {
  return (
    <DataTable
      caption="Roles by state and body"
      captionHidden
      narrow="stack"
      dense
      rows={roles}
      rowKey={({ assignment }) => assignment}
      columns={[
        {
          key: 'for',
          header: 'For',
          minWidth: '9rem',
          cell: (held, index) => {
            const before = roles[index - 1];
            const isFirst = !before || describePlace(before) !== describePlace(held);
            return (
              <>
                <span className={isFirst ? styles.first : undefined}>{describePlace(held)}</span>
                {isFirst ? (
                  <span className={styles.email}>{counts[describePlace(held)]} reviewed</span>
                ) : null}
              </>
            );
          },
        },
        {
          key: 'who',
          header: 'Person',
          rowHeader: true,
          minWidth: '14rem',
          cell: ({ person }) => (
            <>
              {person.name} {person.disabled ? <Tag>Disabled</Tag> : null}
              <span className={styles.email}>{person.email}</span>
            </>
          ),
        },
        {
          key: 'role',
          header: 'Role',
          minWidth: '10rem',
          cell: ({ role, agency }) => describeRole(role, null, agency),
        },
        {
          key: 'seen',
          header: 'Last signed in',
          nowrap: true,
          cell: ({ seenOn }) =>
            seenOn ? <DateText iso={seenOn} /> : <span className={styles.muted}>never</span>,
        },
        {
          key: 'given',
          header: 'Given by',
          cell: ({ givenBy, since }) => (
            <>
              {givenBy ?? 'When set up'}
              <span className={styles.email}>
                <DateText iso={since} />
              </span>
            </>
          ),
        },
        {
          key: 'decide',
          header: 'Keep or end',
          minWidth: '11rem',
          cell: (held) => (
            <Decide
              held={held}
              chosen={chosen.get(held.assignment)}
              problem={problems.get(held.assignment)}
            />
          ),
        },
      ]}
    />
  );
}

/** Where a role is held. */
const describePlace = ({ reporter, partner }: ReviewedRole): string =>
  reporter?.name ?? partner ?? 'Secretariat';

/** How many roles of each state and body are reviewed, as "2 of 5", by its name. */
export function countReviewed(roles: readonly ReviewedRole[]): Record<string, string> {
  const groups = Map.groupBy(roles, describePlace);
  return Object.fromEntries(
    [...groups].map(([place, held]) => [
      place,
      `${held.filter(({ decision }) => decision !== null).length} of ${held.length}`,
    ]),
  );
}

export type ChosenAccess = { assignment: number; decision: 'keep' | 'end'; seen: number };

/** What a form of the review chooses, role by role; what was left open is not in it. */
export function readChosenAccess(form: FormData): ChosenAccess[] {
  return [...form.entries()].flatMap(([name, value]) => {
    const number = /^role-(\d{1,10})$/.exec(name)?.[1];
    if (number === undefined || (value !== 'keep' && value !== 'end')) return [];
    const seen = Number(form.get(`seen-${number}`) ?? 0);
    return [{ assignment: Number(number), decision: value, seen: Number.isInteger(seen) ? seen : 0 }];
  });
}
