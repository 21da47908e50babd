import { z } from 'zod';
import { decideState } from '../recommendation/outcome.rules.ts';
import { followUpStatuses } from '../recommendation/recommendation.schema.ts';
import { code, day, list, oneOf, orNone, text, truth } from './column.ts';
import { origin } from './plan-rows.schema.ts';

type ResponseState = ReturnType<typeof decideState>;
const responseStates = [
  'no_response',
  'under_study',
  'accepted',
  'partly_accepted',
  'declined',
] as const satisfies readonly ResponseState[];

/** A recommendation and one state or body that was asked to respond, or has responded. */
export const recommendationRow = z.object({
  library_code: code('Code of the study or event, see library'),
  library_title: text('Its title'),
  recommendation_code: code('Code of the recommendation within its study or event, which stays'),
  recommendation: text('What is recommended'),
  place: orNone(text('Where in the document it is')),
  made_on: orNone(day('The day on which it was made, where it is not that of the study or event')),
  reporter_code: code('Two letters of the state, or acronym of the body, that was asked to respond'),
  response: oneOf(responseStates, 'Its newest response; "no_response" is none'),
  response_reason: orNone(text('The reason that it gave')),
  responded_on: orNone(day('The day of the response')),
  response_source: orNone(text('The letter, minutes or report from which the response is known')),
  response_due_on: orNone(day('The day by which a response was asked for')),
  action_due_on: orNone(day('The day by which it wants to have done what it accepted')),
  status: orNone(oneOf(followUpStatuses, 'How far it has come with what it accepted')),
  status_on: orNone(day('The day on which that was so')),
  status_note: orNone(text('What was said about the status')),
  is_overdue: truth(
    'Whether, on the day of the publication, the day of the response had passed without one, or that of the action without its being done or stopped',
  ),
  about_activities: list('Codes of the activities that the recommendation is about'),
  about_indicators: list('Codes of the indicators that the recommendation is about'),
  activities: list('Codes of the activities that carry it out, by the response'),
  indicators: list('Codes of the indicators that measure it, by the response'),
  ...origin,
});
