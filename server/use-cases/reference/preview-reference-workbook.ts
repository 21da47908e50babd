import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { type ReferenceListName, referenceListNames } from '#server/domain/reference/reference-lists.ts';
import type { ReferenceRow } from '#server/domain/reference/reference-row.rules.ts';
import {
  compareReferenceWorkbook,
  type ReferenceComparison,
  type ReferenceRowChange,
} from '#server/domain/reference/reference-workbook.rules.ts';
import { getReferenceVersion, loadReferenceRows } from '#server/loaders/reference/load-reference-rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { readWorkbookFile, requireKeptFile } from '#server/workbook/read-workbook-file.ts';

/** What a workbook of lists would change. `version` is how a row read, for the import to compare. */
export type ReferencePreview = Omit<ReferenceComparison, 'changes'> & {
  changes: (ReferenceRowChange & { row: string | null; version: string })[];
};

/**
 * Says what a workbook of lists would change, and which of its cells are wrong; saves nothing. Throws BAD_INPUT with a
 * sentence at "file" for what is no such workbook.
 */
export async function previewReferenceWorkbook(
  context: OperationContext,
  /** The file in base64; empty where it was too large to be kept, of which `size` tells. */
  { content, size }: { content: string; size?: number | undefined },
): Promise<ReferencePreview> {
  const rules = { permission: 'plan.import', asksDatabase: true } as const;
  // Before the file is read.
  await runOperation(context, rules, {}, async () => {});
  requireKeptFile(size ?? 0);
  if (content === '') requireNoProblems([{ path: 'file', message: 'Choose the workbook.' }]);
  const workbook = await readWorkbookFile(new Uint8Array(Buffer.from(content, 'base64')));
  return runOperation(context, rules, {}, async ({ tx }) => {
    const stored = {} as Record<ReferenceListName, readonly ReferenceRow[]>;
    for (const list of referenceListNames) stored[list] = await loadReferenceRows(tx, list);
    const compared = compareReferenceWorkbook(workbook, stored);
    if (typeof compared === 'string') {
      requireNoProblems([{ path: 'file', message: compared }]);
      return { sheets: [], changes: [], problems: [] };
    }
    return {
      ...compared,
      changes: compared.changes.map((change) => {
        const row = change.before?.row ?? null;
        // As stored, not as an earlier row of the file would leave it.
        const found = stored[change.list].find((one) => one.row === row);
        return { ...change, row, version: found ? getReferenceVersion(found) : '' };
      }),
    };
  });
}
