import { Link } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import type { WaitingRole } from './answers.ts';
import { describeRole } from './role-words.ts';

/** The address of the page on which the people of a reporter stand. */
export const buildReporterPeoplePath = (reporter: string): string =>
  `/workspace/people?reporter=${encodeURIComponent(reporter)}`;

/** Says on the pages of a report that a role waits for the viewer's yes; nothing where none does. */
export function WaitingNotice({ waiting }: { waiting: readonly WaitingRole[] }) {
  const [first] = waiting;
  if (!first) return null;
  const { person, role, reporter } = first;
  return (
    <Notice
      kind="warning"
      title={
        waiting.length === 1
          ? `${person} waits for your confirmation: ${describeRole(role, reporter.name)}.`
          : `${waiting.length} roles wait for your confirmation.`
      }
    >
      <ul>
        {[...new Map(waiting.map((one) => [one.reporter.code, one.reporter])).values()].map((place) => (
          <li key={place.code}>
            <Link to={buildReporterPeoplePath(place.code)}>Look at the people of {place.name}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
