import { z } from 'zod';
import { accountStatuses, arrangementStatuses } from '../arrangement/arrangement-words.ts';
import { cooperationAims } from '../library/cooperation-aims.ts';
import { code, day, list, oneOf, orNone, text, whole } from './column.ts';
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
  reporter_code: code('Two letters of the state that tells of it'),
  account: orNone(
    oneOf(
      accountStatuses,
      'How far it has come, by that state; none where it says nothing, or not all have released their accounts',
    ),
  ),
  account_on: orNone(day('The day on which it was reached, or as of which it is told')),
  account_text: orNone(text('What that state says of it')),
  compared: orNone(
    oneOf(
      ['same', 'differ', 'silent'],
      'Whether the accounts of all states agree; "silent": not all tell of it; none while not all have released their accounts',
    ),
  ),
  ...origin,
});

const compared = oneOf(
  ['same', 'differ', 'silent'],
  'Whether all states give the same number; "silent": not all give one',
);

/** How often states of an arrangement met and acted together in a year. */
export const arrangementCountRow = z.object({
  library_code: code('Code of the arrangement in the library'),
  arrangement: text('Its title'),
  states: list('Two letters of each member state that takes part'),
  year: whole('The year'),
  meetings: orNone(whole('Number of meetings; none where not all states give the same')),
  meetings_compared: compared,
  operations: orNone(whole('Number of joint operations; none where not all states give the same')),
  operations_compared: compared,
  ...origin,
});
