import { measures, measuresInWords } from '../value/measures.ts';
import { targetOutcomes } from '../finding/year-verdict.rules.ts';
import { z } from 'zod';
import {
  code,
  day,
  decimal,
  link,
  list,
  moment,
  oneOf,
  orNone,
  pairs,
  text,
  truth,
  whole,
  wholes,
} from './column.ts';
import { origin } from './plan-rows.schema.ts';

/**
 * The states of a value: only "reported" has numbers, and zero is one of them. "withheld" says that there is no
 * released figure, not that one was reported.
 */
export const valueStates = [
  'reported',
  'not_available',
  'not_applicable',
  'not_yet_reported',
  'suppressed',
  'withheld',
] as const;

const measure = oneOf(measures, measuresInWords);
const unit = text('What is counted; % for percentages, USD for money');
const aggregation = oneOf(
  ['sum', 'sum_of_reports', 'count_of_states', 'percentage', 'none'],
  'How reports are put together: sum; sum_of_reports (not unique persons or cases); percentage (of the sums of numerators and denominators); count_of_states; none',
);

export const least = whole(
  'For a suppressed figure that is given as a range: the least that it can be. Empty for every other figure. Not a number to add up or average',
);
export const most = whole('For a suppressed figure that is given as a range: the most that it can be');

export const keptFrom = whole(
  'Number of the earlier publication from which the figure is kept, with the reports that were in it then, because later reports would tell too much; empty where the figure is of this publication. Where an earlier version of the tracker decided the figure, only the note says that it is kept',
);

const timeElapsed = whole(
  'Per cent of the time for the target that has passed at the end of the newest round. Empty, as is target_reached, where the two cannot be compared: no public number, another definition on the way, or other reports in the figures',
);
const targetReached = whole('Per cent of the way to the target that is reached, rounded down');

export const indicatorRow = z.object({
  indicator_code: code('Code of the indicator in the plan'),
  indicator: text('Its title'),
  area_code: code('Code of the thematic area'),
  area: text('Its title'),
  activity_code: orNone(code('The activity that it follows most closely')),
  level: code('Level of the results chain: input, process, output, outcome or context'),
  measure,
  unit: orNone(unit),
  direction: oneOf(['up', 'down', 'none'], 'Whether more is better (up), less is (down), or neither (none)'),
  aggregation,
  reported_by: oneOf(
    ['states', 'bodies', 'states_and_bodies', 'register'],
    'Who reports it; register: the tracker counts it itself',
  ),
  disclosure_class: oneOf(['public', 'restricted'], 'restricted: figures of single states stay closed'),
  counts_persons: truth('Whether persons are counted, so that small numbers are protected'),
  may_count_twice: truth('Whether a person or case may be in the reports of two states'),
  definition: orNone(text('What it means')),
  counting_rule: orNone(text('How it is counted')),
  numerator: orNone(text('For a percentage: what the part is')),
  denominator: orNone(text('For a percentage: what the whole is')),
  dimensions: list('Codes of what it is split by'),
  answers: pairs('For a choice: its answers by code'),
  answers_counted: list('For a choice: codes of the answers that count'),
  baseline_year: orNone(whole('Year of the baseline')),
  baseline_value: orNone(decimal('The baseline')),
  targets: pairs('Targets by year'),
  lenses: list('Codes of the lenses that show it'),
  ...origin,
});

export const targetRow = z.object({
  indicator_code: code('Code of the indicator in the plan'),
  indicator: text('Its title'),
  unit: orNone(unit),
  direction: oneOf(['up', 'down', 'none'], 'Whether more is better (up), less is (down), or neither (none)'),
  baseline_year: orNone(whole('Year of the baseline')),
  baseline_value: orNone(decimal('The baseline')),
  target_year: whole('The year of the target'),
  target: decimal(
    'The target: for the year as a whole where figures of rounds add up, otherwise for its end',
  ),
  compared_with: oneOf(
    ['sum_of_year', 'end_of_year'],
    'sum_of_year: the sum of the released figures of the year; end_of_year: the newest one of the year',
  ),
  value: orNone(
    decimal('That figure; empty where none is released, and where the definition changed within the year'),
  ),
  rounds: list('Codes of the rounds in it'),
  contributing: orNone(
    whole('How many reports are in it; of several rounds the one with the smallest share of reports counts'),
  ),
  expected: orNone(whole('How many could have been in that round')),
  coverage: orNone(text('The same for each round, in words')),
  may_repeat_persons: truth('Whether a person may be in it several times, because it adds up rounds'),
  kept_from: wholes('Numbers of the earlier publications from which figures in it are kept, see values'),
  outcome: orNone(
    oneOf(
      targetOutcomes,
      'met; missed: the year is over and every report is in; not_due: the year is not over; cannot_be_said: the released figures leave it open. Empty without a direction',
    ),
  ),
  outcome_words: orNone(text('The same in words, with what leaves it open')),
  time_elapsed: orNone(timeElapsed),
  target_reached: orNone(targetReached),
  ...origin,
});

export const nationalTargetRow = z.object({
  indicator_code: code('Code of the indicator in the plan'),
  indicator: text('Its title'),
  unit: orNone(unit),
  direction: oneOf(['up', 'down', 'none'], 'Whether more is better (up), less is (down), or neither (none)'),
  reporter_code: code('Two letters of the state (ISO 3166-1)'),
  reporter: text('Its name'),
  target_year: whole('The year of the target'),
  target: decimal(
    'The target: for the year as a whole where figures of rounds add up, otherwise for its end',
  ),
  compared_with: oneOf(
    ['sum_of_year', 'end_of_year'],
    'sum_of_year: the sum of the state’s public figures of the year; end_of_year: the newest one of the year',
  ),
  value: orNone(
    decimal(
      'That figure; empty where the state has no public figure, or the definition changed within the year',
    ),
  ),
  rounds: list('Codes of the rounds in it'),
  may_repeat_persons: truth('Whether a person may be in it several times, because it adds up rounds'),
  outcome: orNone(
    oneOf(
      targetOutcomes,
      'met; missed: the year is over and every figure is public; not_due: the year is not over; cannot_be_said: the public figures leave it open. Empty without a direction',
    ),
  ),
  outcome_words: orNone(text('The same in words, with what leaves it open')),
  time_elapsed: orNone(timeElapsed),
  target_reached: orNone(targetReached),
  ...origin,
});

export const nationalCircumstanceRow = z.object({
  activity_code: code('Code of the activity in the plan'),
  activity: text('Its title'),
  reporter_code: code('Two letters of the state (ISO 3166-1)'),
  reporter: text('Its name'),
  milestone_number: whole(
    'Place among the state’s milestones of the activity, by planned day; 0 where it does not apply',
  ),
  not_applicable: orNone(text('Why the activity does not apply in the state; empty where it does')),
  milestone: orNone(text('What is reached')),
  planned_on: orNone(text('The day that was planned first (ISO 8601)')),
  revised_on: orNone(text('The day to which it was moved; empty where it was not')),
  reached_on: orNone(text('The day on which it was reached; empty where it is not')),
  milestone_state: orNone(
    oneOf(
      ['reached', 'overdue', 'expected'],
      'As of the day of the publication: reached; overdue, the day on which it is expected has passed; expected. Empty where the activity does not apply',
    ),
  ),
  days_late: orNone(
    whole(
      'Days after the day that was planned first: up to the day on which it was reached, else up to the day of the publication or the day to which it is moved, whichever is later',
    ),
  ),
  ...origin,
});

export const valueRow = z.object({
  indicator_code: code('Code of the indicator in the plan'),
  indicator: text('Its title'),
  measure,
  unit: orNone(unit),
  aggregation,
  round_code: code('Code of the reporting round'),
  round: text('Its title'),
  period_start: day('First day of the period reported on'),
  period_end: day('Last day of it'),
  scope: oneOf(['region', 'state', 'body'], 'Whose figure it is: region, state or body'),
  reporter_code: orNone(
    code('Two letters of the state (ISO 3166-1) or acronym of the body; empty for the region'),
  ),
  reporter: orNone(text('Its name; empty for the region')),
  dimension_code: orNone(code('By what the figure is split; empty for a total')),
  dimension: orNone(text('The same in words')),
  category_code: orNone(code('Which part of the split; empty for a total')),
  category: orNone(text('The same in words')),
  state: oneOf(
    valueStates,
    'Deprecated, because it names no member state: use value_state, which is the same',
  ),
  value: orNone(
    decimal(
      'The figure; for a percentage in per cent, empty where the whole is 0; for a count of states how many count. Zero is 0',
    ),
  ),
  numerator: orNone(decimal('For percentages: the part')),
  denominator: orNone(decimal('For percentages: the whole')),
  answer: orNone(code('For one state and a choice: the code of its answer')),
  answers: orNone(pairs('For the region and a choice: how many states gave each answer')),
  contributing: orNone(whole('How many reports are in the figure')),
  expected: orNone(whole('How many could have been')),
  note: orNone(text('The reason where there is no number, or what to know of one')),
  kept_from: orNone(keptFrom),
  least: orNone(least),
  most: orNone(most),
  value_state: oneOf(valueStates, 'reported, or why there is no number; see below'),
  publication: origin.publication,
  uri: origin.uri,
  receipt_url: link('The receipt of this figure in that publication: where it comes from, for good'),
  page_url: origin.page_url,
  licence: origin.licence,
});

export const publicationRow = z.object({
  publication: whole('Its number'),
  title: text('Its title'),
  meeting: orNone(text('The meeting that it was made for')),
  note: orNone(text('What its makers say of it')),
  published_at: moment('When it came out (UTC)'),
  withdrawn_at: orNone(moment('When it was withdrawn (UTC); empty while it stands')),
  withdrawal_reason: orNone(text('Why it was withdrawn')),
  round_code: code('Code of the newest round in it'),
  round: text('Its title'),
  rounds: whole('How many rounds it holds'),
  states_reported: whole('States whose report for its newest round is in it'),
  states_due: whole('States that were due to report'),
  bodies_reported: whole('Bodies whose report for its newest round is in it'),
  bodies_due: whole('Bodies that were due to report'),
  compilation_sha256: code('Checksum of the compilation that it was made from'),
  content_sha256: code('Checksum of all that it holds'),
  plan_code: code('Code of its plan, to which all rows of this file belong'),
  plan: text('Title of the plan'),
  uri: origin.uri,
  page_url: origin.page_url,
  licence: origin.licence,
});

export const libraryRow = z.object({
  library_code: code('Its code, which stays'),
  title: text('Its title'),
  kind_code: code('Code of its kind, see codes'),
  kind: text('The same in words'),
  is_cooperation: truth('Whether the states that it names cooperate by it'),
  summary: orNone(text('What it is about')),
  happened_on: orNone(day('The day on which it was held or came out')),
  ended_on: orNone(day('The last day, where it took several')),
  year: orNone(whole('The year')),
  organisers: orNone(text('Who did it, where they are not partners or bodies of the plan')),
  place: orNone(text('Where it was held')),
  link: orNone(link('Where it can be read')),
  basis: orNone(text('Where the entry comes from')),
  states: list('Two letters of the states that took part'),
  bodies: list('Acronyms of the bodies'),
  partners: list('Short names of the partners, see partners'),
  activities: list('Codes of the activities that it belongs to'),
  lenses: list('Codes of the lenses'),
  ...origin,
});
