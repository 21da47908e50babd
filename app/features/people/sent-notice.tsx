import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import styles from './people.module.css';

/** A link that is on its way by mail: to whom, until when, and the form that sends it again. */
export type SentLink = {
  kind: 'invitation' | 'reset';
  name: string;
  email: string;
  expiresAt: string | null;
  /** What "Send again" sends. */
  again: Record<string, string>;
};

/** Says where a link went. It is in the mail and nowhere else, so nobody but its reader can use it. */
export function SentNotice({ link }: { link: SentLink }) {
  const { kind, name, email, expiresAt, again } = link;
  return (
    <Notice
      kind="success"
      live
      title={
        <>
          The link {kind === 'invitation' ? `for ${name}` : `to a new password for ${name}`} was sent to{' '}
          <span className={styles.address}>{email}</span>.
        </>
      }
    >
      <p>
        It works once{expiresAt ? ', until ' : ', for a day'}
        {expiresAt ? <DateText iso={expiresAt} withTime zoneName="UTC" /> : null}. If it does not arrive, see{' '}
        <Link to={`/secretariat/mail?person=${encodeURIComponent(email)}`}>what became of the mail</Link>{' '}
        before you send it again: a new link makes the earlier one useless.
      </p>
      <Form method="post" action="/secretariat/people">
        {Object.entries(again).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <Button variant="secondary" compact>
          Send again
        </Button>
      </Form>
    </Notice>
  );
}
