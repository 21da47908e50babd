import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { MadeLink } from './people-intents.ts';
import styles from './people.module.css';

/** A link to pass on. It is here once: only its hash is kept. */
export function MadeLinkNotice({ link, origin }: { link: MadeLink; origin: string }) {
  return (
    <Notice
      kind="success"
      live
      title={
        link.kind === 'invitation'
          ? `${link.name} is invited.`
          : `A link to a new password for ${link.name} is made.`
      }
    >
      <p>
        It goes to {link.email} by mail. If it does not arrive, pass it on by a way that only they read. It is
        shown this once and works once, until <DateText iso={link.expiresAt} withTime zoneName="UTC" />.
      </p>
      <p>
        <code className={styles.link} id="made-link">
          {origin}
          {link.path}
        </code>
      </p>
    </Notice>
  );
}
