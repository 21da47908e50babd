import * as sentences from './activity-sentences.ts';
import type { Nature, Sentences } from './activity-sentences.ts';
import { createRandom, type Random } from './random.ts';

export type ActivityContent = {
  status: string;
  achievements: string;
  challenges: string;
  obstacles: string[];
  helpWanted: string[];
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
  const achievements = writeAchievements(kind, status, write, random);
  const challenges = writeChallenges(status, write, random);
  return {
    status,
    achievements,
    challenges,
    ...chooseKinds(input, challenges),
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

/** Kinds go with a challenge that is told. They have numbers of their own, so that no other word of the demo changes. */
function chooseKinds(
  { reporter, round, activity }: ActivityInput,
  challenges: string,
): Pick<ActivityContent, 'obstacles' | 'helpWanted'> {
  if (challenges === '') return { obstacles: [], helpWanted: [] };
  const random = createRandom('kinds', reporter, round, activity);
  const told = toldKinds.filter(({ words }) => words.test(challenges));
  const [obstacle, help] = random.pick(usualKinds);
  return {
    obstacles: told.length > 0 ? told.map(({ obstacle: kind }) => kind) : [obstacle],
    helpWanted: random.chance(0.7)
      ? told.length > 0
        ? [...new Set(told.map((one) => one.help))]
        : [help]
      : [],
  };
}

/** What the demo's sentences speak of. */
const toldKinds = [
  { words: /budget|fund|money|cost/i, obstacle: 'money', help: 'finance' },
  { words: /staff|post|officer|colleague|team/i, obstacle: 'staff', help: 'training' },
  { words: /law|legal|approv|policy|ministr/i, obstacle: 'law', help: 'expertise' },
  { words: /\bdata\b|forms|figures|record/i, obstacle: 'data', help: 'expertise' },
  { words: /border|neighbour|across/i, obstacle: 'cooperation', help: 'facilitation' },
  { words: /online|method|technolog|platform/i, obstacle: 'technology', help: 'research' },
  { words: /election|reorgani|change of|decision|calendar/i, obstacle: 'institutions', help: 'facilitation' },
  { words: /victim|survivor/i, obstacle: 'victims', help: 'training' },
] as const;

const usualKinds = [
  ['money', 'finance'],
  ['staff', 'training'],
  ['institutions', 'facilitation'],
  ['data', 'equipment'],
  ['cooperation', 'facilitation'],
] as const;

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
