import { z } from 'zod';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { getIndicator } from '#server/queries/dashboard/figures/get-indicator.query.ts';
import { getLens } from '#server/queries/dashboard/figures/get-lens.query.ts';
import { getParticipant } from '#server/queries/dashboard/figures/get-participant.query.ts';
import { getPublication } from '#server/queries/dashboard/figures/get-publication.query.ts';
import { listIndicators } from '#server/queries/dashboard/figures/list-indicators.query.ts';
import { getPartner, listPartners } from '#server/queries/dashboard/figures/list-partners.query.ts';
import { listNeedsOfPlan } from '#server/queries/dashboard/plan/list-needs.query.ts';
import { getPublishedSupport } from '#server/queries/dashboard/support/get-published-support.query.ts';
import { listPublications } from '#server/queries/dashboard/figures/list-publications.query.ts';
import { listPublishedTargets } from '#server/queries/dashboard/figures/list-targets.query.ts';
import { listStateValues } from '#server/queries/dashboard/figures/list-state-values.query.ts';
import { listParticipants } from '#server/queries/dashboard/figures/list-participants.query.ts';
import { languageCodes } from '#server/domain/language/languages.ts';
import { publicProcedure, router } from '../init.ts';

const code = z.string().min(1).max(40);
const byCode = publicationInput.extend({ code });
const filter = publicationInput.extend({
  area: code.optional(),
  lens: code.optional(),
  measure: code.optional(),
  level: code.optional(),
});

/** Figures come drawn in the language of the page. */
const language = z.enum(languageCodes).optional();

/** Figures, participants, lenses and publications. Every procedure reads as the public role. */
export const dashboardFiguresRouter = router({
  indicators: publicProcedure.input(filter).query(({ ctx, input }) => listIndicators(ctx, input)),
  targets: publicProcedure
    .input(publicationInput)
    .query(({ ctx, input }) => listPublishedTargets(ctx, input)),
  stateValues: publicProcedure
    .input(filter.extend({ state: code.optional(), round: code.optional() }))
    .query(({ ctx, input }) => listStateValues(ctx, input)),
  indicator: publicProcedure
    .input(byCode.extend({ language }))
    .query(({ ctx, input }) => getIndicator(ctx, input)),
  state: publicProcedure
    .input(publicationInput.extend({ iso2: code, language }))
    .query(({ ctx, input: { iso2, ...rest } }) =>
      getParticipant(ctx, { ...rest, kind: 'state', code: iso2 }),
    ),
  body: publicProcedure
    .input(publicationInput.extend({ acronym: code, language }))
    .query(({ ctx, input: { acronym, ...rest } }) =>
      getParticipant(ctx, { ...rest, kind: 'body', code: acronym }),
    ),
  partners: publicProcedure.input(publicationInput).query(({ ctx, input }) => listPartners(ctx, input)),
  partner: publicProcedure
    .input(publicationInput.extend({ slug: z.string().min(1).max(120) }))
    .query(({ ctx, input }) => getPartner(ctx, input)),
  /** The activities that need help, and what for. */
  needs: publicProcedure.input(publicationInput).query(({ ctx, input }) => listNeedsOfPlan(ctx, input)),
  /** What partners support, and what nobody finances. */
  support: publicProcedure.input(publicationInput).query(({ ctx, input }) => getPublishedSupport(ctx, input)),
  participants: publicProcedure
    .input(publicationInput.extend({ language }))
    .query(({ ctx, input }) => listParticipants(ctx, input)),
  lens: publicProcedure
    .input(byCode.extend({ round: code.optional(), language }))
    .query(({ ctx, input }) => getLens(ctx, input)),
  publications: publicProcedure
    .input(publicationInput)
    .query(({ ctx, input }) => listPublications(ctx, input)),
  publication: publicProcedure
    .input(z.object({ number: z.number() }))
    .query(({ ctx, input }) => getPublication(ctx, input)),
});
