import { formatDay } from '#server/domain/calendar/local-day.calculations.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import { buildMailLink } from '../build-message.ts';
import { closing, type MailText } from './build-reminder-mail.ts';
import { describeRoleIn } from './build-role-mail.ts';

/** The invitation with its link. Names stand in the body only. */
export function buildInvitationMail(invitation: {
  name: string;
  role: Role;
  place: string | null;
  by: string;
  /** Titles of the plans that are reported in the tracker. */
  plans: readonly string[];
  token: string;
  expiresAt: string;
}): MailText {
  const { name, role, place, by, plans, token, expiresAt } = invitation;
  const reported = plans.length === 0 ? '' : ` It is where progress is reported of the ${formatList(plans)}.`;
  return {
    subject: 'Invitation to the Bohol tracker',
    body: [
      `Dear ${name},`,
      `${by} invites you to the Bohol tracker as ${describeRoleIn(role, place)}.${reported}`,
      `Accept and choose a password here: ${buildMailLink(`/invitation/${token}`)}`,
      `The link works once, until ${formatDay(expiresAt.slice(0, 10))}. It is for you only: do not pass it on. If you did not expect it, ignore this mail.`,
      closing,
    ].join('\n\n'),
  };
}

export function buildResetMail(reset: {
  name: string;
  token: string;
  expiresAt: string;
  by: 'self' | 'administrator';
}): MailText {
  const isOwn = reset.by === 'self';
  return {
    subject: 'A new password for the Bohol tracker',
    body: [
      `Dear ${reset.name},`,
      isOwn
        ? 'You, or somebody who typed your address, asked for a link to choose a new password.'
        : 'An administrator has sent you a link to choose a new password.',
      `Choose it here: ${buildMailLink(`/reset?token=${encodeURIComponent(reset.token)}`)}`,
      `The link works once, until ${reset.expiresAt.slice(11, 16)} UTC on ${formatDay(reset.expiresAt.slice(0, 10))}. ${isOwn ? 'If it was not you, ignore this mail: your password stays as it is.' : 'If you did not ask for it, tell an administrator.'}`,
      closing,
    ].join('\n\n'),
  };
}

/** Tells somebody that their password was set anew: whoever did not do it learns of it. */
export function buildPasswordSetMail(name: string): MailText {
  return {
    subject: 'Your password for the Bohol tracker has changed',
    body: [
      `Dear ${name},`,
      'A new password was set for your account, using a link sent to this address. You have been signed out everywhere.',
      'If it was not you, tell an administrator at once.',
      closing,
    ].join('\n\n'),
  };
}

/** Tells the owner of an account that somebody tries passwords on it. */
export function buildFailedSignInsMail(told: { name: string; failures: number }): MailText {
  return {
    subject: 'Somebody tried to sign in to your account',
    body: [
      `Dear ${told.name},`,
      `Since you last signed in to the Bohol tracker, somebody has tried to sign in with your e-mail address and a wrong password ${told.failures} times. Nobody got in.`,
      'If it was you, there is nothing to do.',
      'If it was not you: the tracker slows such attempts down, and you can still sign in from a browser you have used before. If you use the same password anywhere else, change it in the tracker: ' +
        buildMailLink('/account'),
      'If it continues, tell the administrator of the tracker or your contact at the secretariat. You get this mail at most once a day.',
      closing,
    ].join('\n\n'),
  };
}
