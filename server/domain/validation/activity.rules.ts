import { z } from 'zod';
import type { CheckedActivity, CheckedStatus } from './checked-report.ts';
import { createRule, type RuleHit } from './rule.ts';

type PhraseSearch = {
  /** What to look for: words or phrases, whole words only, case-insensitive. */
  phrases: readonly string[];
  /** Words that negate or postpone a phrase shortly after them: "not", "will", "until". */
  takenBack: readonly string[];
  /** Words that settle a sentence: "postponed, but held in May" means that it was held. */
  settled: readonly string[];
};

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const asWords = (phrases: readonly string[]) => {
  const list = phrases
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => escape(phrase.toLowerCase()).replace(/\s+/g, '\\s+'));
  return list.length === 0
    ? null
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
};

/** How many words before a phrase can negate it. */
const reach = 5;

/**
 * Finds the first phrase that a text contains and means, in the words of the text, or null. Reads sentences
 * one by one; ignores a phrase that is negated, postponed, or settled within its own sentence.
 */
function findPhrase(text: string, { phrases, takenBack, settled }: PhraseSearch): string | null {
  const wanted = asWords(phrases);
  if (!wanted) return null;
  const [denial, settlement] = [asWords(takenBack), asWords(settled)];
  for (const sentence of text.replaceAll('’', "'").split(/[.!?;\n]+/)) {
    const lower = sentence.toLowerCase();
    if (settlement && lower.search(settlement) >= 0) continue;
    for (const match of lower.matchAll(wanted)) {
      const before = lower
        .slice(0, match.index)
        .split(/[\s,:()]+/)
        .filter(Boolean)
        .slice(-reach)
        .join(' ');
      const denied = (denial && before.search(denial) >= 0) || /n't( |$)/.test(before);
      if (!denied) return sentence.slice(match.index, match.index + match[0].length).replace(/\s+/g, ' ');
    }
  }
  return null;
}

const isBegun = ({ iatiCode }: CheckedStatus) => iatiCode !== '1';
const isCancelled = ({ iatiCode }: CheckedStatus) => iatiCode === '5';

const words = (...phrases: string[]) => z.array(z.string()).default(phrases);

/** The default lists are in English. A plan can set its own, in the language that its reporters write. */
const contradictionParameters = z.strictObject({
  /** Words that contradict a status that means done. */
  undone: words(
    'not started',
    'not yet started',
    'not begun',
    'not yet begun',
    'not commenced',
    'yet to start',
    'yet to begin',
    'not implemented',
    'not completed',
    'not yet completed',
    'not finished',
    'could not take place',
    'did not take place',
    'could not be held',
    'was not held',
    'postponed',
    'deferred',
    'was cancelled',
    'were cancelled',
    'no progress',
  ),
  /** Words that contradict a status that means not started. */
  done: words(
    'completed',
    'finished',
    'fully implemented',
    'concluded',
    'was delivered',
    'were delivered',
    'was launched',
    'has been launched',
    'is in use',
  ),
  /** Words that negate or postpone a phrase shortly after them. */
  taken_back: words(
    'not',
    'no',
    'never',
    'nor',
    'without',
    'cannot',
    'will',
    'would',
    'should',
    'to be',
    'be',
    'until',
    'once',
    'when',
    'before',
    'after',
    'almost',
    'nearly',
    'partly',
    'hardly',
    'nothing',
    'longer',
  ),
  /** Words with which a sentence settles what it says. */
  settled: words('but', 'then', 'later', 'rescheduled', 'since', 'earlier', 'meanwhile', 'although', 'first'),
  /** Codes of statuses under which nothing can have been achieved. */
  idle: words(),
  /** What people write if there is nothing to report. */
  nothing: words('none', 'nothing', 'nil', 'n/a', 'na', 'not applicable', 'no achievements', '-', '–', '.'),
});

/** Rules that check whether an activity's status, words and years are consistent. */
export const activityRules = {
  text_without_status: createRule('activity', {
    asks: 'An activity with text has a status.',
    severity: 'error',
    fixed: true,
    parameters: z.strictObject({}),
    check: (activity) =>
      activity.status || !hasText(activity)
        ? []
        : [
            {
              field: 'status',
              sentence: `Choose a status for ${activity.code}: there is text but no status.`,
              advice: '',
            },
          ],
  }),

  done_without_achievements: createRule('activity', {
    asks: 'A completed activity says what was achieved.',
    severity: 'error',
    parameters: z.strictObject({}),
    check: ({ code, status, achievements }) =>
      !status?.isDone || achievements.trim() !== ''
        ? []
        : [
            {
              field: 'achievements',
              sentence: `Say what was achieved in ${code}: its status is “${status.label}”.`,
              advice: 'Two or three sentences: what was delivered, to whom, and what changed.',
            },
          ],
  }),

  late_without_reason: createRule('activity', {
    asks: 'A delayed activity says what is holding it up.',
    severity: 'warning',
    parameters: z.strictObject({}),
    check: ({ code, status, challenges }) =>
      !status?.isLate || challenges.trim() !== ''
        ? []
        : [
            {
              field: 'challenges',
              sentence: `Say what is holding ${code} up: its status is “${status.label}”.`,
              advice: 'Name what is missing, such as funds, a decision or staff, and who could help.',
            },
          ],
  }),

  status_contradicted: createRule('activity', {
    asks: 'The text about an activity agrees with its status.',
    severity: 'warning',
    parameters: contradictionParameters,
    check({ code, status, achievements, challenges }, lists) {
      if (!status) return [];
      const search = { takenBack: lists.taken_back, settled: lists.settled };
      const say = (field: string, phrase: string): RuleHit => ({
        field,
        sentence: `The status of ${code} is “${status.label}”, but its ${field} say “${phrase}”.`,
        advice:
          'Often the status was left as it was, or the text is from an earlier round. Change the one that is out of date, or explain how both can be right.',
      });
      if (status.isDone) {
        return [['achievements', achievements] as const, ['challenges', challenges] as const].flatMap(
          ([field, text]) => {
            const phrase = findPhrase(text, { ...search, phrases: lists.undone });
            return phrase === null ? [] : [say(field, phrase)];
          },
        );
      }
      if (isBegun(status)) return [];
      const phrase = findPhrase(achievements, { ...search, phrases: lists.done });
      if (phrase !== null) return [say('achievements', phrase)];
      const isIdle = lists.idle.includes(status.code) && !isNothing(achievements, lists);
      return isIdle
        ? [
            {
              field: 'achievements',
              sentence: `${code} has achievements, but its status is “${status.label}”.`,
              advice:
                'If work has begun, choose a status that says so. If not, write what is planned under next steps.',
            },
          ]
        : [];
    },
  }),

  ended_but_open: createRule('activity', {
    asks: 'An activity whose years are over is completed or cancelled.',
    severity: 'warning',
    parameters: z.strictObject({
      /** How many years after its last one are still accepted. */
      grace: z.number().int().min(0).max(10).default(0),
    }),
    check({ code, status, activeYears }, { grace }, { year }) {
      const last = Math.max(...activeYears);
      if (!status || status.isDone || isCancelled(status) || activeYears.length === 0) return [];
      if (last + grace >= year) return [];
      return [
        {
          field: 'status',
          sentence: `${code} was planned until ${last}, and its status is “${status.label}”.`,
          advice:
            'If it is finished, choose a status that says so. If it continues, say why and until when under challenges.',
        },
      ];
    },
  }),
};

const hasText = ({ achievements, challenges, nextSteps }: CheckedActivity) =>
  (achievements + challenges + nextSteps).trim() !== '';

function isNothing(text: string, lists: z.output<typeof contradictionParameters>): boolean {
  const plain = text.trim().toLowerCase();
  if (plain === '') return true;
  if (lists.nothing.some((word) => plain === word || plain === `${word}.`)) return true;
  return (
    findPhrase(text, { phrases: lists.undone, takenBack: lists.taken_back, settled: lists.settled }) !== null
  );
}
