import { z } from 'zod';
import { accountStatuses, arrangementStatuses } from '../arrangement/arrangement-words.ts';
import { cooperationAims } from '../library/cooperation-aims.ts';
import { code, day, list, oneOf, orNone, text } from './column.ts';
import { origin } from './plan-rows.schema.ts';

/** An aim or agreed step of an arrangement between states, as one of them tells of it. */
export const arrangementRow = z.object({
  library_code: code('Code of the arrangement in the library'),
  arrangement: text('Its title'),
  states: list('Two letters of each member state that takes part'),
  countries: list('Countries outside the region that take part'),
  status: oneOf(arrangementStatuses, 'What has become of the arrangement'),
  agreed_on: orNone(day('The day on which it was agreed')),
  aim: oneOf(cooperationAims, 'The aim'),
  subject: code('The aim itself, or the code of a step, such as "s1", which stays'),
  step: orNone(text('The agreed step; none for the aim itself')),
  planned_on: orNone(day('The day by which the step was to be reached')),
  reporter_code: orNone(
    code('Two letters of the state that tells of it; none while not all have released their accounts'),
  ),
  account: orNone(oneOf(accountStatuses, 'How far it has come, by that state; none where it says nothing')),
  account_on: orNone(day('The day on which it was reached, or as of which it is told')),
  account_text: orNone(text('What that state says of it')),
  compared: orNone(
    oneOf(
      ['same', 'differ', 'silent'],
      'Whether the accounts of all states agree; "silent": not all tell of it',
    ),
  ),
  ...origin,
});
