import { z } from 'zod';
import { libraryItemInput } from '#server/domain/library/library-item.rules.ts';
import {
  getLibraryChoices,
  getLibraryEntry,
  listLibraryEntries,
} from '#server/queries/library/list-library-entries.query.ts';
import {
  releaseLibraryItem,
  saveLibraryItem,
  setRecommendationsNotPublished,
} from '#server/use-cases/library/save-library-item.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().max(400);
const version = z.number().int().min(0).max(2_000_000_000);
const requestId = z.string().max(60).optional();

/** The library as the secretariat keeps it. What is public of it is answered by `dashboard`. */
export const libraryRouter = router({
  list: memberProcedure
    .input(
      z.object({
        words: z.string().max(200).optional(),
        kind: code.optional(),
        released: z.boolean().optional(),
      }),
    )
    .query(({ ctx, input }) => listLibraryEntries(ctx, input)),
  choices: memberProcedure.query(({ ctx }) => getLibraryChoices(ctx)),
  get: memberProcedure.input(z.object({ code })).query(({ ctx, input }) => getLibraryEntry(ctx, input)),
  save: memberProcedure
    .input(z.object({ code, version, item: libraryItemInput, requestId }))
    .mutation(({ ctx, input }) => saveLibraryItem(ctx, input)),
  release: memberProcedure
    .input(z.object({ code, version, released: z.boolean(), requestId }))
    .mutation(({ ctx, input }) => releaseLibraryItem(ctx, input)),
  /** States that no published recommendations of an entry are known, or takes that back. */
  setNotPublished: memberProcedure
    .input(z.object({ code, version, notPublished: z.boolean(), requestId }))
    .mutation(({ ctx, input }) => setRecommendationsNotPublished(ctx, input)),
});
