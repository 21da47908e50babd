import type { Transaction } from '#db/as-viewer.ts';
import { queueMail } from './queue-mail.ts';
import { listMailRecipients } from './queue-report-mail.ts';
import { buildAskedMail, type MailedReport } from './texts/build-report-mail.ts';

/** Tells the focal points of a report that the secretariat asks something while the report stays submitted. */
export async function queueQuestionsMail(
  tx: Transaction,
  report: MailedReport & { id: number },
  { questions, by, at }: { questions: number; by: string; at: string },
): Promise<void> {
  const text = buildAskedMail(report, questions);
  for (const { personId, email } of await listMailRecipients(tx, report.id, ['focal_point'])) {
    if (personId === by) continue;
    await queueMail(
      tx,
      {
        personId,
        toAddress: email,
        kind: 'asked',
        ...text,
        submissionId: report.id,
        memory: `asked/${report.id}/${at}/${personId}`,
      },
      at,
    );
  }
}
