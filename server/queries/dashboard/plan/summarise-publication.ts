import { and, asc, eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { publishedRound } from '#db/schema/published.ts';
import type { Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import type { Publication } from '../scope.ts';

/** What every public answer says about the publication that it is drawn from. */
export type PublicationSummary = {
  number: number;
  /** The newest number of its plan that is not withdrawn; the same unless an older publication was asked for. */
  newest: number;
  /** Whether its plan is the one that is shown where no publication is asked for. */
  isLeading: boolean;
  /** Whether publications of other plans stand beside it. */
  hasOtherPlans: boolean;
  title: string;
  meeting: string;
  /** ISO point in time. */
  publishedAt: string;
  /** The newest round in it. */
  round: { code: string; title: string };
  plan: { code: string; title: string; firstYear: number; lastYear: number };
  /** What has to be said of withdrawn publications beside it. */
  withdrawals: Withdrawal[];
};

/** A round with its period: `year` is that of the first day, `start` and `end` are dates (ISO), both included. */
export type Round = { code: string; title: string; year: number; start: string; end: string };

/** The rounds of a publication, oldest first. */
export async function listPublishedRounds(database: Reader, publication: number): Promise<Round[]> {
  const rows = await database
    .select({
      code: publishedRound.code,
      title: publishedRound.title,
      start: publishedRound.periodStart,
      end: publishedRound.periodEnd,
    })
    .from(publishedRound)
    .where(eq(publishedRound.publication, publication))
    .orderBy(asc(publishedRound.position));
  return rows.map((row) => ({ ...row, year: Number(row.start.slice(0, 4)) }));
}

/** The title of one round of a publication; its code where the title is not known. */
export async function getRoundTitle(database: Reader, publication: number, code: string): Promise<string> {
  const [row] = await database
    .select({ title: publishedRound.title })
    .from(publishedRound)
    .where(and(eq(publishedRound.publication, publication), eq(publishedRound.code, code)));
  return row?.title ?? code;
}

/** Shortens a publication to what screens say of it. */
export function summarisePublication(publication: Publication, roundTitle: string): PublicationSummary {
  return {
    number: publication.number,
    newest: publication.newest,
    isLeading: publication.isLeading,
    hasOtherPlans: publication.hasOtherPlans,
    title: publication.title,
    meeting: publication.meeting,
    publishedAt: publication.publishedAt,
    round: { code: publication.roundCode, title: roundTitle },
    plan: {
      code: publication.planCode,
      title: publication.planTitle,
      firstYear: Number(publication.planStartsOn.slice(0, 4)),
      lastYear: Number(publication.planEndsOn.slice(0, 4)),
    },
    withdrawals: publication.withdrawals,
  };
}
