import { linkTo } from '../link-to.ts';
import { closing, type MailText } from './write-reminder.ts';

/** Tells the owner of an account that somebody tries passwords on it. */
export function writeFailedSignIns(told: { name: string; failures: number }): MailText {
  return {
    subject: 'Somebody tried to sign in to your account',
    body: [
      `Dear ${told.name},`,
      `Since you last signed in to the Bohol tracker, somebody has tried to sign in with your e-mail address and a wrong password ${told.failures} times. Nobody got in.`,
      'If it was you, there is nothing to do.',
      'If it was not you: the tracker slows such tries down, and they do not keep you out of a browser that you have used before. If you use the same password anywhere else, change it in the tracker: ' +
        linkTo('/account'),
      'If it goes on, tell the administrator of the tracker or your contact at the secretariat. You get this mail at most once a day.',
      closing,
    ].join('\n\n'),
  };
}
