import { Link } from 'react-router';
import { mostCounted } from '#server/domain/mail/mail-choice.rules.ts';

/** "Notifications", with how many are new. For the account area of a page. */
export function NotificationLink({ unread }: { unread: number }) {
  const count = unread > mostCounted ? `more than ${mostCounted}` : unread;
  return <Link to="/account/notifications">Notifications{unread === 0 ? '' : ` (${count} new)`}</Link>;
}
