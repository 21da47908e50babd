import { formatDay } from '#server/domain/calendar/local-day.calculations.ts';
import { type Role, roleLabels } from '#server/domain/access/can.rules.ts';
import { describeWhoDecides } from '#server/domain/person/roles.rules.ts';
import { buildMailLink } from '../build-message.ts';
import { closing, type MailText } from './build-reminder-mail.ts';

/** "clearing officer of Thailand". */
export const describeRoleIn = (role: Role, place: string | null): string =>
  place ? `${roleLabels[role].toLowerCase()} of ${place}` : roleLabels[role].toLowerCase();

/** What happened to a role in a reporter, or to the account of somebody who holds one. */
export type RoleEvent =
  | {
      kind: 'invited' | 'given' | 'given_unconfirmed' | 'waits' | 'confirmed' | 'declined' | 'ended';
      role: Role;
    }
  | { kind: 'handed_over'; role: Role; from: string; until: string }
  | { kind: 'cover_ended'; role: Role }
  | { kind: 'disabled' | 'enabled' | 'reset_issued'; roles: readonly Role[] };

export type RoleNews = {
  event: RoleEvent;
  reporter: { code: string; name: string };
  /** Whom it is about; empty for somebody who is only invited: a name is theirs to give. */
  person: string;
  /** Who did it. */
  by: string;
};

const listRoles = (roles: readonly Role[], place: string) =>
  roles.map((role) => describeRoleIn(role, place)).join(' and ');

function describeEvent({ event, reporter, person, by }: RoleNews): { subject: string; sentence: string } {
  const place = reporter.name;
  switch (event.kind) {
    case 'invited':
      return {
        subject: `Somebody was invited as ${describeRoleIn(event.role, place)}`,
        sentence: `${by} has invited a person to be ${describeRoleIn(event.role, place)} in the Bohol tracker.`,
      };
    case 'given':
      return {
        subject: `A new ${describeRoleIn(event.role, place)}`,
        sentence: `${person} is ${describeRoleIn(event.role, place)} in the Bohol tracker from now on. The role was given by ${by}.`,
      };
    case 'given_unconfirmed':
      return {
        subject: `A new ${describeRoleIn(event.role, place)}`,
        sentence: `${person} is ${describeRoleIn(event.role, place)} in the Bohol tracker from now on, and sees the whole report. The role was given by ${by}. Nobody in ${place} had to confirm it, because ${place} has no focal point.`,
      };
    case 'waits':
      return {
        subject: `A role in ${place} is waiting for confirmation`,
        sentence: `${by} asks that ${person} become ${describeRoleIn(event.role, place)} in the Bohol tracker, and with that see the whole report. Until it is confirmed, ${person} has no access to the work of ${place}.`,
      };
    case 'confirmed':
      return {
        subject: `A new ${describeRoleIn(event.role, place)}`,
        sentence: `${by} has confirmed that ${person} is ${describeRoleIn(event.role, place)} in the Bohol tracker, from now on.`,
      };
    case 'declined':
      return {
        subject: `A role in ${place} was declined`,
        sentence: `${by} has declined that ${person} become ${describeRoleIn(event.role, place)} in the Bohol tracker. Nothing changes.`,
      };
    case 'ended':
      return {
        subject: `A role in ${place} has ended`,
        sentence: `${by} has ended the role of ${person} as ${describeRoleIn(event.role, place)} in the Bohol tracker.`,
      };
    case 'handed_over':
      return {
        subject: `A role in ${place} is delegated for some days`,
        sentence: `${by} has handed the role of ${describeRoleIn(event.role, place)} to ${person}, from ${formatDay(event.from)} until ${formatDay(event.until)}.`,
      };
    case 'cover_ended':
      return {
        subject: `A delegation in ${place} has ended`,
        sentence: `${by} has ended the delegation to ${person} as ${describeRoleIn(event.role, place)}.`,
      };
    case 'disabled':
      return {
        subject: `An account in ${place} is disabled`,
        sentence: `${by} has disabled the account of ${person}, ${listRoles(event.roles, place)}. ${person} cannot sign in.`,
      };
    case 'enabled':
      return {
        subject: `An account in ${place} is enabled again`,
        sentence: `${by} has enabled the account of ${person} again, with the role of ${listRoles(event.roles, place)}.`,
      };
    case 'reset_issued':
      return {
        subject: `A link to a new password was sent in ${place}`,
        sentence: `${by} has sent ${person}, ${listRoles(event.roles, place)}, a link to choose a new password.`,
      };
  }
}

const toldApart = 'The secretariat and the administrators can end a role at once.';

/** News of a role for those who answer for a reporter, or for an administrator (`worksThere` false). */
export function buildRoleNewsMail(news: RoleNews, worksThere: boolean): MailText {
  const { event, reporter } = news;
  const { subject, sentence } = describeEvent(news);
  const page = worksThere
    ? buildMailLink(`/workspace/people?reporter=${encodeURIComponent(reporter.code)}`)
    : buildMailLink('/secretariat/people');
  return {
    subject,
    body: [
      'Good day,',
      sentence,
      event.kind === 'waits'
        ? `${describeWhoDecides(event.role, reporter.name)} confirms or declines it here: ${page}`
        : `People working for ${reporter.name}: ${page}`,
      event.kind === 'waits'
        ? `Only confirm it if you know the person and your authority agrees. If you are in doubt, check by telephone or in another way you trust.`
        : `You get this because you ${worksThere ? `work for ${reporter.name}` : 'look after accounts'}. If it is wrong, tell the secretariat and an administrator at once, in a way you trust. ${toldApart}`,
      closing,
    ].join('\n\n'),
  };
}

/** Tells somebody that they got a role; `days` where they stand in for a colleague. */
export function buildRoleGivenMail(given: {
  name: string;
  role: Role;
  place: string | null;
  by: string;
  days?: { from: string; until: string };
}): MailText {
  const { name, role, place, by, days } = given;
  const when = days ? `from ${formatDay(days.from)} until ${formatDay(days.until)}` : 'from now on';
  return {
    subject: 'A new role in the Bohol tracker',
    body: [
      `Dear ${name},`,
      `${by} has made you ${describeRoleIn(role, place)} in the Bohol tracker, ${when}. You sign in as before: ${buildMailLink('/sign-in')}`,
      'If this is a mistake, tell the secretariat.',
      closing,
    ].join('\n\n'),
  };
}

/** Tells somebody that a role was asked for on their behalf and waits. */
export function buildRoleWaitsMail(asked: { name: string; role: Role; place: string; by: string }): MailText {
  const { name, role, place, by } = asked;
  return {
    subject: 'A role in the Bohol tracker is waiting for confirmation',
    body: [
      `Dear ${name},`,
      `${by} asks that you become ${describeRoleIn(role, place)} in the Bohol tracker. ${describeWhoDecides(role, place)} has to confirm it. You will get a mail about the decision.`,
      closing,
    ].join('\n\n'),
  };
}

/** Tells the person, or whoever asked, how a role that waited was decided. `name` is the reader's. */
export function buildRoleDecidedMail(decided: {
  name: string;
  /** Whom the role is for; null: the reader. */
  person: string | null;
  role: Role;
  place: string;
  by: string;
  verdict: 'confirmed' | 'declined';
}): MailText {
  const { name, person, role, place, by, verdict } = decided;
  return {
    subject: `A role in the Bohol tracker was ${verdict}`,
    body: [
      `Dear ${name},`,
      `${by} has ${verdict} that ${person ?? 'you'} become ${describeRoleIn(role, place)} in the Bohol tracker.`,
      verdict === 'declined'
        ? `Nothing changes. If you have questions, ask the focal point of ${place}.`
        : `It applies from now on: ${buildMailLink('/sign-in')}`,
      closing,
    ].join('\n\n'),
  };
}

/** Tells somebody that a role of theirs has ended. */
export function buildRoleEndedMail(ended: {
  name: string;
  role: Role;
  place: string | null;
  by: string;
}): MailText {
  const { name, role, place, by } = ended;
  return {
    subject: 'Your role in the Bohol tracker has ended',
    body: [
      `Dear ${name},`,
      `${by} has ended your role as ${describeRoleIn(role, place)} in the Bohol tracker. What you wrote stays under your name.`,
      'If this is a mistake, tell the secretariat and an administrator.',
      closing,
    ].join('\n\n'),
  };
}
