import { sayDay } from '#server/domain/calendar/local-day.calculations.ts';
import { type Role, roleLabels } from '#server/domain/access/can.rules.ts';
import { linkTo } from '../link-to.ts';
import { closing, type MailText } from './write-reminder.ts';

const sayRole = (role: Role, place: string | null) =>
  place ? `${roleLabels[role].toLowerCase()} of ${place}` : roleLabels[role].toLowerCase();

/** The invitation with its link. Names stand in the body only. */
export function writeInvitation(invitation: {
  name: string;
  role: Role;
  place: string | null;
  by: string;
  token: string;
  expiresAt: string;
}): MailText {
  const { name, role, place, by, token, expiresAt } = invitation;
  return {
    subject: 'Invitation to the Bohol tracker',
    body: [
      `Dear ${name},`,
      `${by} invites you to the Bohol tracker as ${sayRole(role, place)}. The tracker is where the Bohol TIP Work Plan 2.0 is reported.`,
      `Accept and choose a password here: ${linkTo(`/invitation/${token}`)}`,
      `The link works once, until ${sayDay(expiresAt.slice(0, 10))}. It is yours alone: do not pass it on. If you did not expect it, do nothing.`,
      closing,
    ].join('\n\n'),
  };
}

export function writeReset(reset: { name: string; token: string; expiresAt: string }): MailText {
  return {
    subject: 'A new password for the Bohol tracker',
    body: [
      `Dear ${reset.name},`,
      'An administrator has made a link by which you choose a new password.',
      `Choose it here: ${linkTo(`/reset?token=${encodeURIComponent(reset.token)}`)}`,
      `The link works once, until ${reset.expiresAt.slice(11, 16)} UTC on ${sayDay(reset.expiresAt.slice(0, 10))}. If you did not ask for it, tell an administrator.`,
      closing,
    ].join('\n\n'),
  };
}

/** Tells somebody with an account that they got a further role. */
export function writeRoleGiven(given: {
  name: string;
  role: Role;
  place: string | null;
  by: string;
}): MailText {
  const { name, role, place, by } = given;
  return {
    subject: 'A further role in the Bohol tracker',
    body: [
      `Dear ${name},`,
      `${by} has made you ${sayRole(role, place)} in the Bohol tracker, from now on. You sign in as before: ${linkTo('/sign-in')}`,
      'If this is a mistake, tell the secretariat.',
      closing,
    ].join('\n\n'),
  };
}

/** Tells those who answer for a state's report that somebody was invited beside them. */
export function writeColleagueInvited(invited: { role: Role; place: string; by: string }): MailText {
  return {
    subject: `Somebody was invited as ${sayRole(invited.role, invited.place)}`,
    body: [
      'Good day,',
      `${invited.by} of the secretariat has invited a person to be ${sayRole(invited.role, invited.place)} in the Bohol tracker, and with that to write and submit its report. You get this because you work for ${invited.place}.`,
      'If this is not what your authority wants, tell the secretariat at once: it can withdraw the invitation.',
      closing,
    ].join('\n\n'),
  };
}
