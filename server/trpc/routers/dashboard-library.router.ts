import { z } from 'zod';
import { languageCodes } from '#server/domain/language/languages.ts';
import { getCooperation } from '#server/queries/dashboard/library/get-cooperation.query.ts';
import { getLibraryItem } from '#server/queries/dashboard/library/get-library-item.query.ts';
import { outcomeStates } from '#server/domain/recommendation/outcome.rules.ts';
import { listRecommendationLines } from '#server/queries/dashboard/library/list-recommendations.query.ts';
import { getPublishedArrangement } from '#server/queries/dashboard/library/get-published-arrangement.query.ts';
import { listLibrary } from '#server/queries/dashboard/library/list-library.query.ts';
import { getPublicEvidenceFile } from '#server/queries/dashboard/library/get-public-evidence-file.query.ts';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { publicProcedure, router } from '../init.ts';

const code = z.string().max(120);
const filter = z.object({
  kind: code.optional(),
  activity: code.optional(),
  states: z.array(code).max(20).optional(),
  body: code.optional(),
  partner: code.optional(),
  lens: code.optional(),
  year: code.optional(),
  cooperation: z.boolean().optional(),
});

/** The library, cooperation between states, and released documents. Every procedure reads as the public role. */
export const dashboardLibraryRouter = router({
  library: publicProcedure
    .input(
      publicationInput.extend({
        filter: filter.default({}),
        page: z.number().int().min(1).max(1_000_000).default(1),
      }),
    )
    .query(({ ctx, input }) => listLibrary(ctx, input)),
  libraryItem: publicProcedure
    .input(publicationInput.extend({ code }))
    .query(({ ctx, input }) => getLibraryItem(ctx, input)),
  recommendations: publicProcedure
    .input(
      publicationInput.extend({
        filter: z.object({ study: code.optional(), response: z.enum(outcomeStates).optional() }).default({}),
        page: z.number().int().min(1).max(1_000_000).default(1),
      }),
    )
    .query(({ ctx, input }) => listRecommendationLines(ctx, input)),
  arrangement: publicProcedure
    .input(publicationInput.extend({ code }))
    .query(({ ctx, input }) => getPublishedArrangement(ctx, input)),
  cooperation: publicProcedure
    .input(publicationInput.extend({ lens: code.optional(), language: z.enum(languageCodes).optional() }))
    .query(({ ctx, input }) => getCooperation(ctx, input)),
  /** What is known of a released file and, inside the server, its content. Browsers download at /evidence/:publication/:id. */
  evidenceFile: publicProcedure
    .input(
      z.object({
        publication: z.number().int().min(1).max(2_000_000_000),
        id: z.string().regex(/^[0-9a-f]{32}$/),
      }),
    )
    .query(({ ctx, input }) => getPublicEvidenceFile(ctx, input)),
});
