import { AdminError } from './admin-error.ts';
import { describeMoment } from './describe.ts';
import type { Command } from './command.ts';
import { createAdministrator, renewAdministratorLink } from './create-administrator.ts';
import { withTrackerDatabase } from './tracker-database.ts';

export const createAdministratorCommand: Command = {
  name: 'create-administrator',
  summary: "make an administrator's account and print the link to set its password",
  words: [],
  options: [
    { name: 'email', value: 'ADDRESS', required: true, meaning: 'The address to sign in with.' },
    {
      name: 'name',
      value: 'NAME',
      meaning: 'The name of the person, in quotation marks. Needed for a new account.',
    },
    {
      name: 'new-link',
      value: null,
      meaning: 'Make no account, but a new link for an administrator who cannot sign in.',
    },
  ],
  about: [
    'Makes an account with the role of administrator and prints a link by which its password is set. The link works ' +
      'once and for a day. Everybody else is invited from the screens.',
    'Works whether or not the tracker is running. Before the first start it makes the database.',
  ],
  async run({ text, has }, say) {
    const email = text('email') ?? '';
    const name = text('name');
    if (name === null && !has('new-link')) throw new AdminError('--name NAME is missing.');
    await withTrackerDatabase({ make: true, current: true }, async (owner, { config }) => {
      const link = has('new-link')
        ? await renewAdministratorLink(owner, { email }, new Date())
        : await createAdministrator(owner, { email, name: name ?? '' }, new Date());
      if (!has('new-link')) say(`${link.name} (${link.email}) is an administrator now.`);
      say(`This link sets the password. It works once, until ${describeMoment(link.expiresAt)}:`);
      say(`${config.origin}/reset?token=${link.token}`);
    });
  },
};
