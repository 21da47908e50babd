import type { NationalTargetStatus } from '#server/domain/target/national-target.rules.ts';
import { buildMailLink } from '../build-message.ts';
import { closing, type MailText } from './build-reminder-mail.ts';

/** What a state says of itself beside its report. */
export type NationalSubject = 'target' | 'circumstance';

const subjects: Record<NationalSubject, { name: string; path: string }> = {
  target: { name: 'National targets', path: 'targets' },
  circumstance: { name: 'National circumstances', path: 'circumstances' },
};

/** Where a state proposed something of its own, and how far that has come. */
type Mailed = {
  subject: NationalSubject;
  code: string;
  round: { code: string };
  reporter: { code: string; name: string };
  status: NationalTargetStatus;
  returnedBy: 'state' | 'secretariat' | null;
};

/** Something waits for a decision, or was decided. What is proposed, and why it is returned, is read in the tracker. */
export function buildNationalMail({ subject, code, round, reporter, status, returnedBy }: Mailed): MailText {
  const { name, path } = subjects[subject];
  const what = `${name} of ${reporter.name} for ${code}`;
  const of = `${name.toLowerCase()} of ${reporter.name} for ${code}, from ${round.code} on,`;
  const [news, sentence] = {
    proposed: ['wait for clearance', `The ${of} are proposed and wait for the clearing officer.`],
    cleared: [
      'wait for the secretariat',
      `${reporter.name} has cleared its ${of.replace(` of ${reporter.name}`, '')} and they wait for a decision.`,
    ],
    accepted: ['accepted', `The secretariat has accepted the ${of.replace(/,$/, '')}.`],
    returned: [
      'returned',
      `${returnedBy === 'state' ? 'The clearing officer' : 'The secretariat'} has returned the ${of} with a reason.`,
    ],
  }[status];
  const place =
    status === 'cleared'
      ? `/secretariat/${path}/${round.code}/${encodeURIComponent(reporter.code)}/${encodeURIComponent(code)}`
      : `/workspace/${round.code}/${path}/${encodeURIComponent(code)}?reporter=${encodeURIComponent(reporter.code)}`;
  return {
    subject: `${what}: ${news}`,
    body: ['Good day,', sentence, `Read them: ${buildMailLink(place)}`, closing].join('\n\n'),
  };
}
