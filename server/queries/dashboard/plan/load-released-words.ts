import type { ActivityStatus, StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import type { ActivityWithStatus } from '#server/domain/plan/plan-status.calculations.ts';
import { addressOf, type Lists, type Narrative } from '#server/domain/publication/documents.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { toReporter, type Reporter } from './plan-parts.ts';

/** What a reporter has released on an activity, and who else has. */
export type ReleasedWords = {
  words: string;
  reporter: Reporter;
  isLead: boolean;
  /** How many more reporters have released words of this kind on it for the same round. */
  others: number;
};

type Part = 'achievements' | 'challenges';

/** Finds the words of one kind on an activity for a round: those of the lead body, else of the first who has any. */
export type FindWords = (
  activity: { code: string; lead: string },
  round: string,
  part: Part,
) => ReleasedWords | null;

/** Reads what has been released on some activities. `reporters` gives the order: bodies speak before states. */
export async function loadReleasedWords(
  { published }: PublicContext,
  publication: number,
  reporters: readonly Reporter[],
  codes: readonly string[],
): Promise<FindWords> {
  const found = await published.read(
    publication,
    codes.map((code) => addressOf.narratives(code)),
  );
  const order = new Map(
    reporters.map(({ code, kind }, index) => [code, kind === 'body' ? index : index + reporters.length]),
  );
  return ({ code, lead }, round, part) => {
    const rank = (reporter: string) => (reporter === lead ? -1 : (order.get(reporter) ?? Infinity));
    const said = ((found.get(addressOf.narratives(code)) ?? []) as Narrative[])
      .filter((row) => row.round === round && row[part].trim() !== '')
      .sort((a, b) => rank(a.reporter) - rank(b.reporter));
    const [first, ...others] = said;
    if (!first) return null;
    return {
      words: first[part],
      reporter: toReporter(
        reporters.find((each) => each.code === first.reporter) ?? {
          code: first.reporter,
          name: first.reporter,
          kind: 'body',
        },
      ),
      isLead: first.reporter === lead,
      others: others.length,
    };
  };
}

/** An activity that is late, and why as far as that has been released. */
export type LateActivity = { code: string; title: string; area: string; lead: string } & ActivityStatus & {
    reason: ReleasedWords | null;
  };

/** The late ones among activities, in their order, with what has been released on what stands in the way. */
export function listLate(
  activities: readonly ActivityWithStatus[],
  statuses: readonly StatusWord[],
  round: string,
  findWords: FindWords,
): LateActivity[] {
  const late = new Set(statuses.filter(({ isLate }) => isLate).map(({ code }) => code));
  return activities
    .filter(({ stand }) => stand.status !== null && late.has(stand.status))
    .map(({ code, title, area, lead, stand }) => ({
      code,
      title,
      area,
      lead,
      ...stand,
      // Words of the report that the status is from.
      reason: findWords({ code, lead }, stand.carriedFrom ?? round, 'challenges'),
    }));
}

/** As `listLate`, with the words read for those that are late and for no others. */
export async function loadLate(
  context: PublicContext,
  publication: number,
  { reporters, statuses }: Pick<Lists, 'reporters' | 'statuses'>,
  activities: readonly ActivityWithStatus[],
  round: string,
): Promise<LateActivity[]> {
  const late = listLate(activities, statuses, round, () => null).map(({ code }) => code);
  const findWords = await loadReleasedWords(context, publication, reporters, late);
  return listLate(activities, statuses, round, findWords);
}
