import type { Application } from '#server/http/application.ts';
import { deliverMail } from '#server/notifications/deliver-mail.ts';
import { parseMailUrl, type Sender } from '#server/notifications/mail-url.rules.ts';
import { openOutbox } from '#server/notifications/outbox.ts';
import { createSmtpTransport } from '#server/notifications/smtp-transport.ts';
import { renderRequestedFiles } from '#server/use-cases/edition/render-requested-files.ts';
import { deleteExpired } from './delete-expired.ts';
import { type Jobs, openJobs } from './open-jobs.ts';
import { publishScheduled } from '#server/use-cases/publication/publish-scheduled.ts';
import { buildCalendarContext, runCalendar } from './run-calendar.ts';

export type MailOptions = {
  /** SMTP server, as MAIL_URL names it; null: mail goes into the outbox. */
  url: string | null;
  from: Sender;
  /** Where the outbox is. */
  dataDir: string;
};

/** The jobs of an application: the calendar every hour, mail as soon as there is some. `url` is the queue's. */
export function createJobs(application: Application, mail: MailOptions, url: string): Jobs {
  const { connections, viewerSecret, published, signer, now, log, config } = application;
  const work = { connections, viewerSecret, published, signer, now };
  const { hostname } = new URL(config.origin);
  const transport =
    mail.url === null
      ? (application.outbox ?? openOutbox(mail.dataDir))
      : createSmtpTransport(parseMailUrl(mail.url), hostname);
  return openJobs({
    url,
    jobs: connections.jobs,
    log,
    runCalendar: () => runCalendar({ ...work, log, demo: config.demo }),
    makeReports: () =>
      renderRequestedFiles({
        ...buildCalendarContext(work),
        files: application.files,
      }),
    publishScheduled: () => publishScheduled(buildCalendarContext(work), log),
    cleanUp: () => deleteExpired({ jobs: connections.jobs, now, log }),
    deliverMail: (signal) =>
      deliverMail({
        jobs: connections.jobs,
        transport,
        from: mail.from,
        origin: config.origin,
        now,
        log,
        signal,
      }),
  });
}
