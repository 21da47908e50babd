import { Breadcrumbs } from '#app/components/navigation.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import styles from '#app/features/mail/mail.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/outbox-mail';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { raw: _, ...mail } = await ask(requestId, () =>
    caller.mail.outboxMail({ mail: readMailNumber(params.mail) }),
  );
  return mail;
}

/** The number of an address; one that cannot be a number of a mail finds none. */
const readMailNumber = (text: string) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : 2_000_000_000);

export default function OutboxMailPage({ loaderData }: Route.ComponentProps) {
  const { id, subject, to, writtenAt, text, attachment } = loaderData;
  return (
    <>
      <PageTitle parts={[subject, 'Outbox']} />
      <Breadcrumbs items={[{ label: 'Outbox', to: '/admin/outbox' }]} />
      <PageHeading
        meta={
          <>
            To {to}, <DateText iso={writtenAt} withTime withZone />.{' '}
            <a href={`/admin/outbox/${id}/message.eml`} download>
              Download the message
            </a>
          </>
        }
      >
        {subject}
      </PageHeading>
      {/* Links in it are text: whoever reads this is not whom they are for. */}
      <div className={styles.mail} id="mail-text">
        {text}
      </div>
      {attachment ? (
        <Section title={`Attached: ${attachment.name}`}>
          <div className={styles.mail}>{attachment.content}</div>
        </Section>
      ) : null}
    </>
  );
}
