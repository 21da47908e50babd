import { linkTo } from '../link-to.ts';
import { closing, type MailText } from './write-reminder.ts';

type AboutReport = {
  name: string;
  round: { code: string; title: string };
  reporter: { code: string; name: string };
  dueOn: string;
};

/** The focal point asks an agency for its part. `dueOn` in words. */
export function writeAgencyReminder(about: AboutReport & { agency: string; by: string }): MailText {
  const { name, round, reporter, dueOn, agency, by } = about;
  return {
    subject: `Your part of the report of ${reporter.name} for ${round.code}`,
    body: [
      `Dear ${name},`,
      `${by} asks for the part of ${agency} in the report of ${reporter.name}, ${round.title.toLowerCase()}. The whole report is due on ${dueOn}.`,
      `Your part: ${linkTo(`/workspace/${round.code}?reporter=${reporter.code}`)}`,
      `When all is there, say so: ${linkTo(`/workspace/${round.code}/agencies?reporter=${reporter.code}`)}`,
      closing,
    ].join('\n\n'),
  };
}

/** The focal point tells the clearing officer that the report is ready. What was written to it stays on the page. */
export function writeReady(about: AboutReport & { by: string }): MailText {
  const { name, round, reporter, dueOn, by } = about;
  return {
    subject: `The report of ${reporter.name} for ${round.code} is ready to be cleared`,
    body: [
      `Dear ${name},`,
      `${by} has marked the report of ${reporter.name}, ${round.title.toLowerCase()}, as ready. It is due on ${dueOn}.`,
      `Read it and clear it here: ${linkTo(`/workspace/${round.code}/check?reporter=${reporter.code}`)}`,
      closing,
    ].join('\n\n'),
  };
}
