import type { ActivityEntry } from '#app/contract.ts';
import type { ChosenKinds, NeedList } from '#server/domain/need/need-kinds.ts';
import type { ActivityReportInput } from '#server/domain/submission/activity-report.schema.ts';

/** What stands in the fields of an activity's page; an empty status is "not chosen". */
export type ActivityDraft = ChosenKinds & {
  status: string;
  achievements: string;
  challenges: string;
  nextSteps: string;
  narrativeReleased: boolean;
};

/** The three pieces of text, in the order of the page. */
export const narrativeFields = ['achievements', 'challenges', 'nextSteps'] as const;
export type NarrativeField = (typeof narrativeFields)[number];

const readText = (form: FormData, name: string) => {
  const value = form.get(name);
  // Forms carry "\r\n"; fields and the database hold "\n".
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : '';
};

/** What is ticked, as it was sent: whether a list has it is for the rules to say. */
const readChosen = (form: FormData, list: NeedList) =>
  form.getAll(list).filter((code): code is string => typeof code === 'string' && code !== '');

/** Codes as they are stored, in the order of their list; none in what is from before there were any. */
const readCodes = (stored: unknown): string[] =>
  Array.isArray(stored) ? stored.filter((code) => typeof code === 'string') : [];

/** Reads the page's form, in the browser while somebody types as on the server when it is sent. */
export function readActivityForm(form: FormData): ActivityDraft {
  return {
    status: readText(form, 'status'),
    achievements: readText(form, 'achievements'),
    challenges: readText(form, 'challenges'),
    obstacles: readChosen(form, 'obstacles'),
    helpWanted: readChosen(form, 'helpWanted'),
    nextSteps: readText(form, 'nextSteps'),
    narrativeReleased: form.get('narrativeReleased') === 'on',
  };
}

/** What is stored, as the page's fields hold it. */
export function fillActivityDraft(
  answer: Pick<ActivityEntry['answer'], 'status' | NarrativeField | 'narrativeReleased'> &
    Partial<Readonly<Record<NeedList, readonly string[]>>>,
): ActivityDraft {
  const { status, achievements, challenges, nextSteps, narrativeReleased } = answer;
  return {
    status: status ?? '',
    achievements,
    challenges,
    obstacles: readCodes(answer.obstacles),
    helpWanted: readCodes(answer.helpWanted),
    nextSteps,
    narrativeReleased,
  };
}

/** A draft as the contract takes it. */
export function buildActivityInput(
  draft: ActivityDraft,
  item: { activity: string; version: number },
): ActivityReportInput {
  return { ...draft, ...item, status: draft.status || null };
}

/** An activity as history keeps it (a row of the table), as a draft; what is missing counts as not written. */
export function readActivityRevision(stored: unknown): ActivityDraft {
  const row = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    status: text(row.status_code),
    achievements: text(row.achievements),
    challenges: text(row.challenges),
    obstacles: readCodes(row.obstacles),
    helpWanted: readCodes(row.help_wanted),
    nextSteps: text(row.next_steps),
    narrativeReleased: row.narrative_released === true,
  };
}

/** A draft from a copy on the device, which may be from before there were kinds; null when it is not one. */
export function parseActivityDraft(copy: unknown): ActivityDraft | null {
  if (typeof copy !== 'object' || copy === null) return null;
  const { status, achievements, challenges, nextSteps, narrativeReleased, ...rest } = copy as Record<
    string,
    unknown
  >;
  return typeof status === 'string' &&
    typeof achievements === 'string' &&
    typeof challenges === 'string' &&
    typeof nextSteps === 'string' &&
    typeof narrativeReleased === 'boolean'
    ? {
        status,
        achievements,
        challenges,
        obstacles: readCodes(rest.obstacles),
        helpWanted: readCodes(rest.helpWanted),
        nextSteps,
        narrativeReleased,
      }
    : null;
}
