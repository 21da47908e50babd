import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { resolvePublication, type Publication } from '#server/queries/dashboard/scope.ts';
import type { Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';

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

/** As `summarisePublication`, by the publication's rounds. */
export const summariseWith = (
  publication: Publication,
  rounds: readonly { code: string; title: string }[],
): PublicationSummary =>
  summarisePublication(
    publication,
    rounds.find(({ code }) => code === publication.roundCode)?.title ?? publication.roundCode,
  );

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

/**
 * Which publication the public pages show: the one asked for or the newest; null while there is none. `menu` are the
 * lenses that it has in the menu.
 */
export async function getScope(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<{
  publication: PublicationSummary | null;
  notice: string;
  menu: { code: string; label: string }[];
}> {
  const found = await resolvePublication(context, input.publication);
  if (!found) return { publication: null, notice: '', menu: [] };
  const { rounds, lists } = await readDocuments(context.published, found.number, 'rounds', 'lists');
  return {
    publication: summariseWith(found, rounds),
    notice: found.notice,
    // A publication of before has no names for the menu.
    menu: lists.lenses
      .map(({ code, title, menuLabel }) => ({ code, label: menuLabel ?? title }))
      .filter(({ label }) => label !== ''),
  };
}
