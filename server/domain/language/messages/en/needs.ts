import { obstacleKindLabels } from '../../../need/need-kinds.ts';

/** What needs help: activities that are behind, and what their reporters say is in the way and would help. */
export const needs = {
  title: 'What needs help',
  description:
    'The activities that are delayed, past their planned years, without a partner or without money, and what their reporters say is in the way and would help.',
  finding:
    '{behind, plural, =0 {None of {total, plural, one {# activity} other {# activities}} is behind} one {# of {total, plural, one {# activity} other {# activities}} is delayed or past the planned years} other {# of {total, plural, one {# activity} other {# activities}} are delayed or past the planned years}}',
  lead: 'An activity that needs help for several reasons counts for each of them. Completed activities and those that are not due yet are not here.',
  reasons: 'Activities by what they need help for',
  reason: 'Reason',
  activities: 'Activities',
  activity: 'Activity',
  leadBody: 'Lead body',
  led: 'Lead body: {lead}',
  need_delayed: 'Reported as delayed',
  need_time_over: 'Not completed at the end of its planned years',
  need_no_partner: 'No partner',
  need_no_money: 'No confirmed money',
  older: 'This publication is older than the first one with support by partners.',
  obstacles: 'What is in the way, by kind',
  helpWanted: 'What would help, by kind',
  stated:
    'Kinds that reporters chose and released with their words, in the report that the status of the activity is from. An activity counts once for each kind, however many reporters name it. Nothing is counted by state.',
  notStated: 'No report that names a kind has been released.',
  kind: 'Kind',
  supported: 'Of them with confirmed support of this kind',
  byKind: 'The activities of each kind',
  behind: 'Delayed, or past the planned years',
  others:
    '{count, plural, one {# activity that only lacks a partner or money} other {# activities that only lack a partner or money}}',
  carried: 'report for {round}',
  passed: '{percent}% of its planned time has passed',
  more: '{count, plural, one {# more report} other {# more reports}}',
  silent: 'No released report says what is in the way.',
  plan: 'The whole plan',
  obstacle_money: obstacleKindLabels.money,
  obstacle_staff: obstacleKindLabels.staff,
  obstacle_law: obstacleKindLabels.law,
  obstacle_data: obstacleKindLabels.data,
  obstacle_cooperation: obstacleKindLabels.cooperation,
  obstacle_technology: obstacleKindLabels.technology,
  obstacle_institutions: obstacleKindLabels.institutions,
  obstacle_victims: obstacleKindLabels.victims,
} as const;
