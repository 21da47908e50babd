import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import styles from './account-links.module.css';
import { NotificationLink } from './notification-link.tsx';

export interface AccountLinksProps {
  name: string;
  unread: number;
  /** Links to where else this person works. */
  children?: ReactNode;
}

/** At the top of the desk's pages and of one's account: other places, what is unread, one's name, and the way out. */
export function AccountLinks({ name, unread, children }: AccountLinksProps) {
  return (
    <div className={styles.account}>
      {children}
      <NotificationLink unread={unread} />
      <Link to="/account">{name}</Link>
      <Form method="post" action="/sign-out">
        <Button variant="quiet" className={styles.signOut}>
          Sign out
        </Button>
      </Form>
    </div>
  );
}
