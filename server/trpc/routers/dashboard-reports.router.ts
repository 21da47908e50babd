import { z } from 'zod';
import { reportFormats } from '#server/domain/report/document.types.ts';
import {
  listPublicReports,
  getPublicReportFile,
} from '#server/queries/edition/get-public-report-file.query.ts';
import { handoutFormats, handoutKinds } from '#server/domain/handout/build-handout.calculations.ts';
import { getHandout } from '#server/queries/dashboard/handout/get-handout.query.ts';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { publicProcedure, router } from '../init.ts';

const publication = z.number().int().min(1).max(2_147_483_647);

const code = z.string().max(80);

/** The report behind a publication as files. Rows are read as the public role. */
export const dashboardReportsRouter = router({
  reports: publicProcedure
    .input(z.object({ publication }))
    .query(({ ctx, input }) => listPublicReports(ctx, input)),
  /** A file to download. For pages inside the server, which pass its pieces on. */
  reportFile: publicProcedure
    .input(z.object({ publication, format: z.enum(reportFormats) }))
    .query(({ ctx, input }) => getPublicReportFile(ctx, input)),
  /** The two-page brief or the slides of a publication or of a part of its plan. For pages inside the server. */
  handout: publicProcedure
    .input(publicationInput.extend({ kind: z.enum(handoutKinds), code, format: z.enum(handoutFormats) }))
    .query(({ ctx, input }) => getHandout(ctx, input)),
});
