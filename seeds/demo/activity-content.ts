import * as sentences from './activity-sentences.ts';
import type { Nature, Sentences } from './activity-sentences.ts';
import { createRandom, type Random } from './random.ts';

export type ActivityContent = {
  status: string;
  achievements: string;
  challenges: string;
  nextSteps: string;
  narrativeReleased: boolean;
};

/** How an activity goes in the demo; see course-of-activities.csv. */
export type ActivityHistory = {
  activity: string;
  /** The activity in a few words, as it stands in a sentence. */
  subject: string;
  nature: Nature;
  /** The lead body's status by round; empty where it is not active. */
  statuses: Readonly<Record<string, string>>;
};

export type ActivityInput = {
  reporter: string;
  kind: 'state' | 'body';
  round: string;
  activity: string;
  /** Missing for an activity that somebody added to the plan. */
  course: ActivityHistory | undefined;
};

/** What a reporter writes about one activity in one round. */
export function buildActivityContent(input: ActivityInput): ActivityContent {
  const { reporter, kind, round, activity, course } = input;
  const random = createRandom('activity', reporter, round, activity);
  const lead = course?.statuses[round] || 'planned';
  const status = kind === 'body' ? lead : chooseStateStatus(lead, reporter, activity, round);
  const subject = course?.subject ?? `activity ${activity}`;
  const nature = course?.nature ?? 'work';
  const write = (list: Sentences | undefined) => {
    const fitting = [...(list?.any ?? []), ...(list?.[nature] ?? [])];
    return fitting.length > 0 ? fill(random.pick(fitting), subject, random) : '';
  };
  return {
    status,
    achievements: writeAchievements(kind, status, write, random),
    challenges: writeChallenges(status, write, random),
    nextSteps: random.chance(0.75) ? write(chooseNextSteps(status)) : '',
    narrativeReleased: createRandom('narrative', reporter, round, activity).chance(
      kind === 'body' ? 0.85 : 0.5,
    ),
  };
}

/** A state goes its own pace around the region's: often the same, sometimes a step ahead or behind. */
function chooseStateStatus(lead: string, reporter: string, activity: string, round: string): string {
  const pace = createRandom('pace', reporter, activity).next();
  const season = createRandom('season', reporter, activity, round).next();
  const behind: Record<string, string> = {
    planned: 'not_started',
    on_track: 'planned',
    delayed: 'planned',
    completed: 'on_track',
    recurring: 'on_track',
  };
  const ahead: Record<string, string> = {
    not_started: 'planned',
    planned: 'on_track',
    delayed: 'on_track',
  };
  if (pace < 0.16) return behind[lead] ?? lead;
  if (pace > 0.86) return ahead[lead] ?? lead;
  if (lead === 'on_track' && season < 0.14) return 'delayed';
  if (lead === 'delayed' && season < 0.4) return 'on_track';
  return lead;
}

function chooseNextSteps(status: string): Sentences | undefined {
  if (status === 'cancelled') return undefined;
  if (status === 'completed' || status === 'not_started') return sentences.nextSteps[status];
  return sentences.nextSteps.usual;
}

type Write = (list: Sentences | undefined) => string;

function writeAchievements(kind: 'state' | 'body', status: string, write: Write, random: Random): string {
  const first = write(sentences.achievements[kind][status]);
  if (first === '') return '';
  // A completed activity says what was achieved, always; others are left blank now and then.
  if (status !== 'completed' && random.chance(0.12)) return '';
  const isTelling = status === 'on_track' || status === 'recurring' || status === 'completed';
  return isTelling && random.chance(0.45) ? `${first} ${write(sentences.details[kind])}` : first;
}

function writeChallenges(status: string, write: Write, random: Random): string {
  if (status === 'on_hold' || status === 'cancelled') return write(sentences.challenges[status]);
  // Now and then a delay is left unexplained, as the check before clearing will remark.
  if (status === 'delayed') return random.chance(0.9) ? write(sentences.challenges.delayed) : '';
  return status !== 'not_started' && random.chance(0.35) ? write(sentences.challenges.usual) : '';
}

function fill(sentence: string, subject: string, random: Random): string {
  const text = sentence.replaceAll('{s}', subject).replaceAll('{n}', writeNumber(random.int(3, 24)));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const words = ['three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function writeNumber(number: number): string {
  return words[number - 3] ?? String(number);
}
