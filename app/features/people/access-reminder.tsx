import { Link } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import type { AccessReminder as Reminder } from '#app/contract.ts';

/** Says that roles wait to be looked at; nothing where none waits for the viewer. */
export function AccessReminder({ reminder }: { reminder: Reminder }) {
  const { round, looked, total, open } = reminder;
  if (open === 0) return null;
  return (
    <Notice title={`Review of roles for ${round}: ${looked} of ${total} looked at.`}>
      <p>
        {open === 1 ? 'One role waits' : `${open} roles wait`} for you to be kept or ended.{' '}
        <Link to="/secretariat/people/review">Look at them</Link>
      </p>
    </Notice>
  );
}
