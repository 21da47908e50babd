import { z } from 'zod';
import { disclosures } from '#server/domain/evidence/evidence.rules.ts';
import {
  getEvidence,
  listClearanceScans,
  listEvidence,
} from '#server/queries/evidence/list-evidence.query.ts';
import { getEvidenceFile } from '#server/queries/evidence/get-evidence-file.query.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { addClearanceScan } from '#server/use-cases/evidence/add-clearance-scan.ts';
import { addEvidenceFile } from '#server/use-cases/evidence/add-evidence-file.ts';
import { addEvidenceLink } from '#server/use-cases/evidence/add-evidence-link.ts';
import { changeEvidence, removeEvidence } from '#server/use-cases/evidence/change-evidence.ts';
import { memberProcedure, router } from '../init.ts';
import { submissionKey } from './submission.router.ts';

const requestId = z.string().max(60).optional();
const subject = z.enum(['activity', 'indicator']);
const code = z.string().min(1).max(30);
const evidence = z.number().int().min(1).max(2_000_000_000);
// Longer than what is stored, so that the rules can say what is wrong.
const title = z.string().max(4000).default('');
const disclosure = z.enum(disclosures).default('private');
const place = submissionKey.extend({ subject, code, cell: z.string().min(1).max(130).optional() });
/**
 * A file as a form brings it. Only callers inside the server have one: JSON cannot carry it, so that over HTTP these
 * procedures refuse cleanly and files come in through the forms of the workspace alone.
 */
const file = z.instanceof(File);

export const evidenceRouter = router({
  list: memberProcedure
    .input(submissionKey.extend({ item: z.object({ subject, code }).optional() }))
    .query(({ ctx, input }) => listEvidence(ctx, input)),

  /** Signed drafts of the whole report. */
  scans: memberProcedure.input(submissionKey).query(({ ctx, input }) => listClearanceScans(ctx, input)),

  get: memberProcedure.input(z.object({ evidence })).query(({ ctx, input }) => getEvidence(ctx, input)),

  /** What is known of a file and, inside the server, its content. Browsers download at /evidence/:id. */
  open: memberProcedure.input(z.object({ evidence })).query(async ({ ctx, input }) => {
    const { from, ...file } = await getEvidenceFile(ctx, input);
    if (from) {
      await recordSeen(ctx, { event: 'downloaded', ...from, subject: `evidence ${input.evidence}` });
    }
    return file;
  }),

  addFile: memberProcedure
    .input(place.extend({ title, disclosure, file, requestId }))
    .mutation(({ ctx, input }) => addEvidenceFile(ctx, input)),

  addLink: memberProcedure
    .input(place.extend({ title, disclosure, url: z.string().max(10_000), requestId }))
    .mutation(({ ctx, input }) => addEvidenceLink(ctx, input)),

  addClearanceScan: memberProcedure
    .input(submissionKey.extend({ packReference: z.string().min(1).max(60).optional(), file, requestId }))
    .mutation(({ ctx, input }) => addClearanceScan(ctx, input)),

  change: memberProcedure
    .input(z.object({ evidence, title: z.string().max(4000), disclosure: z.enum(disclosures) }))
    .mutation(({ ctx, input }) => changeEvidence(ctx, input)),

  remove: memberProcedure
    .input(z.object({ evidence }))
    .mutation(({ ctx, input }) => removeEvidence(ctx, input)),
});
