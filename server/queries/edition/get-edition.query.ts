import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { reportDraft, reportFile } from '#db/schema/edition.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type PrintedDocument,
  type ReportFormat,
  reportTypes,
} from '#server/domain/report/document.types.ts';
import { serialiseEditionName, parseEditionName } from '#server/domain/report/edition.rules.ts';
import type { PrintedPage } from '#server/domain/report/printed-page.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import { buildEditionPage } from '#server/reports/build-edition-page.ts';
import { renderReport } from '#server/reports/render-document.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { loadPrintedDocument } from '#server/loaders/edition/load-printed-document.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** `edition` is the name in addresses: "somtc", "state-KH". */
export type EditionKey = { round: string; draft: number; edition: string };

/**
 * One edition of a draft as a page reads it: for the secretariat each, for a state's focal point and clearing officer
 * that of their state. Throws NOT_FOUND, FORBIDDEN.
 */
export function getEdition(context: OperationContext, input: EditionKey): Promise<PrintedDocument> {
  const place = requireReader(context, input);
  return runOperation(context, { permission: null }, {}, async ({ tx }) =>
    loadPrintedDocument(tx, { ...place, draft: await findDraft(tx, input) }),
  );
}

/** The same as its page shows it. */
export async function getEditionPage(
  context: OperationContext,
  input: EditionKey,
): Promise<{ draft: number; page: PrintedPage }> {
  const printed = await getEdition(context, input);
  return { draft: printed.stamp.draft, page: buildEditionPage(printed) };
}

function requireReader(context: OperationContext, input: EditionKey): { edition: string; scope: string } {
  const viewer = requireViewer(context);
  const named = parseEditionName(input.edition);
  if (can(viewer, 'edition.read')) {
    if (!named) throw new DomainError('NOT_FOUND', 'There is no such edition.');
    return named;
  }
  const own =
    named?.edition === 'state' && can(viewer, 'edition.readOwn', { reporter: { code: named.scope } });
  if (!named || !own) throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
  return named;
}

async function findDraft(tx: Transaction, { round, draft }: EditionKey): Promise<number> {
  const [row] = await tx
    .select({ id: reportDraft.id })
    .from(reportDraft)
    .innerJoin(roundTable, eq(roundTable.id, reportDraft.roundId))
    .where(and(eq(roundTable.code, round), eq(reportDraft.number, draft)));
  if (!row) throw new DomainError('NOT_FOUND', `There is no draft ${draft} of ${round}.`);
  return row.id;
}

export type OpenedReportFile = {
  fileName: string;
  contentType: string;
  /** Opens the file, or draws it. Called inside the server only: over HTTP an answer has no functions. */
  open: () => Promise<ReadableStream<Uint8Array>>;
};

/**
 * A file of a draft, for whoever reads the edition, with the names of all who have signed by now. Throws NOT_FOUND before
 * it is made for the first time.
 */
export async function getReportFile(
  context: OperationContext & { files: FileStorage },
  input: EditionKey & { format: ReportFormat },
): Promise<OpenedReportFile> {
  const place = requireReader(context, input);
  const { file, printed } = await runOperation(context, { permission: null }, {}, async ({ tx }) => {
    const draft = await findDraft(tx, input);
    const [found] = await tx
      .select({ key: reportFile.storageKey, approvals: reportFile.approvals })
      .from(reportFile)
      .where(
        and(
          eq(reportFile.draftId, draft),
          eq(reportFile.edition, place.edition),
          eq(reportFile.scope, place.scope),
          eq(reportFile.format, input.format),
        ),
      )
      .orderBy(desc(reportFile.approvals))
      .limit(1);
    return { file: found, printed: await loadPrintedDocument(tx, { ...place, draft }) };
  });
  if (!file) throw new DomainError('NOT_FOUND', 'This file has not been made yet.');
  return {
    fileName: `${input.round}-draft-${input.draft}-${serialiseEditionName(place.edition, place.scope)}.${input.format}`,
    contentType: reportTypes[input.format],
    async open() {
      const isCurrent = file.approvals === printed.stamp.approvals.length;
      const content = isCurrent ? await context.files.open(file.key) : null;
      // What was lost with a disk, or was made before the last signature, is drawn again from what was frozen.
      return content ?? new Blob([new Uint8Array(await renderReport(printed, input.format))]).stream();
    },
  };
}
