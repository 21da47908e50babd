import { z } from 'zod';
import { helpKinds, obstacleKinds } from '../need/need-kinds.ts';
import { code, day, link, list, oneOf, orNone, text, truth, whole, wholes } from './column.ts';

/** The last columns of every row, so that a row makes sense on its own. */
export const origin = {
  publication: whole('Number of the publication that the row is drawn from'),
  uri: link('Identifier of what the row is about: an address that stays, and shows it as it stands now'),
  page_url: link('The page that shows it as it stood in that publication'),
  licence: code('Terms of use: CC-BY-4.0'),
};

const area = {
  area_code: code('Code of the thematic area'),
  area: text('Its title'),
};
const objective = {
  objective_code: code('Code of the objective'),
  objective: text('Its title'),
};
const activity = {
  activity_code: code('Code of the activity in the plan'),
  activity: text('Its title'),
};
const round = {
  round_code: code('Code of the reporting round'),
  round: text('Its title'),
};
const reporter = {
  reporter_code: code('Two letters of the state (ISO 3166-1) or acronym of the body'),
  reporter: text('Its name'),
  reporter_kind: oneOf(['state', 'body'], 'state or body'),
};
const standing = {
  state: oneOf(
    ['reported', 'carried', 'not_reported', 'not_due'],
    'Deprecated, because it names no member state and knows no activity that has left the plan: use status_state',
  ),
  status_code: orNone(
    code('Code of the status that the lead body reported, see codes; empty where none stands'),
  ),
  status: orNone(text('The same in words')),
  carried_from: orNone(code('Code of the earlier round whose status stands')),
  status_state: oneOf(
    ['reported', 'carried', 'not_reported', 'not_due', 'ended', 'merged', 'split'],
    'reported in this round; carried: the status of an earlier report stands; not_reported: due and without any; not_due: its first year lies ahead; ended, merged, split: it has left the plan',
  ),
};

export const planRow = z.object({
  kind: oneOf(['area', 'objective', 'activity'], 'area, objective or activity'),
  code: code('Its code in the plan'),
  title: text('Its title'),
  parent_kind: orNone(oneOf(['area', 'objective'], 'What it belongs to; empty for an area')),
  parent_code: orNone(code('Code of what it belongs to; empty for an area')),
  position: whole('Its place within the plan among things of its kind, from 1'),
  description: orNone(text('What is to be done; for activities')),
  ...origin,
});

export const activityRow = z.object({
  ...area,
  ...objective,
  ...activity,
  description: orNone(text('What is to be done')),
  lead_code: code('Acronym of the body that leads and reports'),
  lead: text('Its name'),
  cooperating: list('Acronyms of the bodies that cooperate'),
  states: list('Two letters of the states that take part'),
  partners: list('Short names of the partners, see partners'),
  articles: list('Articles of the convention (ACTIP) that it puts into practice, see codes'),
  years: wholes('Years in which it runs'),
  tags: list('Tags, see codes'),
  lenses: list('Lenses, see codes'),
  basis: orNone(text('What in the plan it rests on')),
  ...round,
  ...standing,
  ...origin,
});

export const statusRow = z.object({
  ...area,
  ...objective,
  ...activity,
  lead_code: code('Acronym of the body that leads and reports'),
  lead: text('Its name'),
  ...round,
  ...standing,
  ...origin,
});

export const participationRow = z.object({
  ...area,
  ...objective,
  ...activity,
  reporter_code: code('Two letters of the state that takes part (ISO 3166-1)'),
  reporter: text('Its name'),
  ...round,
  ...standing,
  own_status_code: orNone(
    code(
      'Code of the status that the state itself gave in words that it released, see codes; empty otherwise',
    ),
  ),
  own_status: orNone(text('The same in words')),
  ...origin,
});

export const supportRow = z.object({
  ...area,
  ...objective,
  ...activity,
  partner_code: code('Short name of the partner with which the plan names the activity, see partners'),
  partner: text('Its name'),
  partner_kind: code('Code of its kind'),
  ...round,
  ...standing,
  ...origin,
});

export const reportRow = z.object({
  ...activity,
  ...round,
  ...reporter,
  status_code: orNone(code('The status that the reporter gave, see codes')),
  status: orNone(text('The same in words')),
  achievements: orNone(text('What was achieved, in the words that the reporter released')),
  challenges: orNone(text('What stood in the way, in the same')),
  next_steps: orNone(text('What comes next, in the same')),
  obstacle_kinds: list(`What is in the way by kind, released with the words: ${obstacleKinds.join(', ')}`),
  help_kinds: list(
    `What would help by kind, in the same, as the kinds of support-entries: ${helpKinds.join(', ')}`,
  ),
  ...origin,
});

export const coverageRow = z.object({
  ...reporter,
  ...round,
  state: oneOf(
    ['reported', 'not_reported', 'not_due'],
    'Deprecated, because it names no member state: use report_state, which is the same',
  ),
  report_state: oneOf(
    ['reported', 'not_reported', 'not_due'],
    'reported: its report is in the publication; not_reported: it was due and is not; not_due: nothing was due',
  ),
  ...origin,
});

export const roundRow = z.object({
  ...round,
  period_start: day('First day of the period reported on'),
  period_end: day('Last day of it'),
  due_on: day('The day by which reports were due'),
  position: whole('Its place among the rounds, from 1'),
  ...origin,
});

export const reporterRow = z.object({
  ...reporter,
  pillar: orNone(text('For a body: the pillar of the community that it belongs to')),
  iso3: orNone(code('For a state: three letters by ISO 3166-1')),
  m49: orNone(code('For a state: three digits by UN M49')),
  joined_on: orNone(day('For a state: the day on which it joined the association')),
  ...origin,
});

export const partnerRow = z.object({
  partner_code: code('Its short name in addresses'),
  partner: text('Its name'),
  kind: code('Code of its kind'),
  website: orNone(link('Its own website')),
  activities: list('Codes of the activities with which the plan names it'),
  ...origin,
});

export const dimensionRow = z.object({
  dimension_code: code('Code of what figures are split by, as in values'),
  dimension: text('The same in words'),
  category_code: code('Code of a part of the split, as in values'),
  category: text('The same in words'),
  position: whole('Its place among the parts of the split, from 1'),
  indicators: list('Codes of the indicators that are split by it'),
  ...origin,
});

export const codeRow = z.object({
  list: oneOf(
    ['status', 'tag', 'lens', 'actip_article', 'library_kind'],
    'The list: status of activities, tag, lens, article of the convention, kind of library entry',
  ),
  code: code('The code as other files have it'),
  label: text('The same in words'),
  description: orNone(text('What it means or where it stands')),
  iati_code: orNone(code('For a status: the activity status of IATI that it is sent as')),
  means_late: orNone(truth('For a status: whether it means delayed')),
  means_done: orNone(truth('For a status: whether it means completed')),
  means_on_track: orNone(truth('For a status: whether it means on track')),
  position: whole('Its place in the list, from 1'),
  ...origin,
});
