import { and, eq, inArray } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { publishedNarrative } from '#db/schema/published.ts';
import type { Stand, StatusWord } from '#server/domain/plan/stand.calculations.ts';
import type { StandingActivity } from './group-activities.ts';
import type { Reporter } from './load-plan.ts';

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
  database: Reader,
  publication: number,
  reporters: readonly Reporter[],
  codes: readonly string[],
): Promise<FindWords> {
  const narrative = publishedNarrative;
  const rows =
    codes.length === 0
      ? []
      : await database
          .select({
            activity: narrative.activityCode,
            round: narrative.roundCode,
            reporter: narrative.reporterCode,
            achievements: narrative.achievements,
            challenges: narrative.challenges,
          })
          .from(narrative)
          .where(and(eq(narrative.publication, publication), inArray(narrative.activityCode, [...codes])));
  const byPlace = new Map<string, typeof rows>();
  for (const row of rows) {
    const place = `${row.activity}/${row.round}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), row]);
  }
  const order = new Map(
    reporters.map(({ code, kind }, index) => [code, kind === 'body' ? index : index + reporters.length]),
  );
  return ({ code, lead }, round, part) => {
    const rank = (reporter: string) => (reporter === lead ? -1 : (order.get(reporter) ?? Infinity));
    const said = (byPlace.get(`${code}/${round}`) ?? [])
      .filter((row) => row[part].trim() !== '')
      .sort((a, b) => rank(a.reporter) - rank(b.reporter));
    const [first, ...others] = said;
    if (!first) return null;
    return {
      words: first[part],
      reporter: reporters.find((each) => each.code === first.reporter) ?? {
        code: first.reporter,
        name: first.reporter,
        kind: 'body',
      },
      isLead: first.reporter === lead,
      others: others.length,
    };
  };
}

/** An activity that is late, and why as far as that has been released. */
export type LateActivity = { code: string; title: string; area: string; lead: string } & Stand & {
    reason: ReleasedWords | null;
  };

/** The late ones among activities, in their order, with what has been released on what stands in the way. */
export function listLate(
  activities: readonly StandingActivity[],
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
