import { Form, Link, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText, PageZoneProvider } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section, Split } from '#app/components/layout.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { answerForm, intent, number } from '#app/features/forms/answer-form.server.ts';
import { describeMailKind } from '#app/features/mail/mail-words.ts';
import { topicLabels } from '#app/features/notification/mail-choice-form.tsx';
import { requestContext } from '#app/request-context.ts';
import { type MailChoice, mailTopics } from '#server/domain/mail/mail-choice.rules.ts';
import type { Route } from './+types/notifications';
import styles from './auth.module.css';

const ownPath = '/account/notifications';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const person = await viewer();
  if (!person) throw redirect(`/sign-in?next=${ownPath}`);
  const before = Number(new URL(request.url).searchParams.get('before'));
  const page = Number.isSafeInteger(before) && before > 0 ? { before } : {};
  const [list, mailChoice, timeZone] = await Promise.all([
    ask(requestId, () => caller.notification.list(page)),
    ask(requestId, () => caller.notification.mailChoice()),
    ask(requestId, () => caller.session.timeZone()),
  ]);
  return { ...list, mailChoice, timeZone, isFirst: page.before === undefined };
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { notification } = posted.caller;
  return answerForm(posted, {
    // The title of each is a button that names it.
    '': intent({ open: number }, async ({ open }) => {
      const { path } = await notification.markRead({ notification: open });
      return path;
    }),
    all: intent({ upTo: number }, async (typed) => {
      await notification.markAllRead(typed);
      return ownPath;
    }),
  });
}

export default function NotificationsPage({ loaderData }: Route.ComponentProps) {
  const { notifications, unread, newest, older, mailChoice, timeZone, isFirst } = loaderData;
  return (
    <PageZoneProvider value={timeZone}>
      <PageTitle parts={['Notifications']} />
      <PageHeading meta={unread === 0 ? 'Nothing new' : `${unread} new`}>Notifications</PageHeading>
      <Split asideLabel="Mails" aside={<Mails choice={mailChoice} />}>
        {newest === null ? (
          <EmptyState title="You have no notifications">
            <p>What happens to your reports, what is asked and who mentions you is listed here.</p>
          </EmptyState>
        ) : (
          <>
            {unread > 0 && isFirst ? (
              <Form method="post" className={styles.act}>
                <input type="hidden" name="upTo" value={newest} />
                <Button variant="secondary" name="intent" value="all">
                  Mark all as read
                </Button>
              </Form>
            ) : null}
            <Form method="post">
              <ol className={styles.notifications}>
                {notifications.map(({ id, kind, title, at, isRead }) => (
                  <li key={id} className={styles.notification} data-new={isRead ? undefined : ''}>
                    <p>
                      {isRead ? null : (
                        <>
                          <Tag>New</Tag>{' '}
                        </>
                      )}
                      <Button variant="quiet" compact className={styles.open} name="open" value={id}>
                        {title}
                      </Button>
                    </p>
                    <p className={styles.about}>
                      {describeMailKind(kind)}, <DateText iso={at} withTime withZone />
                    </p>
                  </li>
                ))}
              </ol>
            </Form>
            {older === null ? null : (
              <p className={styles.act}>
                <Link to={`${ownPath}?before=${older}`}>Older notifications</Link>
              </p>
            )}
          </>
        )}
      </Split>
    </PageZoneProvider>
  );
}

/** Which of what is listed also comes by mail. */
function Mails({ choice: { unwanted, pausedUntil } }: { choice: MailChoice }) {
  return (
    <Section id="mails" title="Also by mail">
      {pausedUntil === null ? null : (
        <p>
          No mails until the end of <DateText iso={pausedUntil} />.
        </p>
      )}
      <Definitions
        items={mailTopics.map((topic) => ({
          term: topicLabels[topic],
          description: unwanted.includes(topic) ? 'No mail' : 'Mail',
        }))}
      />
      <p>
        <Link to="/account#mails">Choose which mails you get</Link>
      </p>
    </Section>
  );
}
