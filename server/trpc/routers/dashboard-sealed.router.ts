import { z } from 'zod';
import {
  getSeal,
  getSealedDocument,
  isDocumentAddress,
  getBundle,
} from '#server/queries/dashboard/sealed/get-seal.query.ts';
import { publicProcedure, router } from '../init.ts';

const number = z.number().int().min(1).max(2_147_483_647);

/** What a publication is made of, as it was sealed: for whoever checks it. Read as the public role. */
export const dashboardSealedRouter = router({
  seal: publicProcedure.input(z.object({ number })).query(({ ctx, input }) => getSeal(ctx, input)),
  sealedDocument: publicProcedure
    .input(z.object({ number, address: z.string().min(1).max(400).refine(isDocumentAddress) }))
    .query(({ ctx, input }) => getSealedDocument(ctx, input)),
  /** The bundle to download. For pages inside the server, which pass its pieces on. */
  bundle: publicProcedure
    .input(z.object({ number, origin: z.string().max(200) }))
    .query(({ ctx, input }) => getBundle(ctx, input)),
});
