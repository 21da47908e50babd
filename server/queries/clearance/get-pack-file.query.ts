import { eq } from 'drizzle-orm';
import { person } from '#db/schema/auth.ts';
import { reporter } from '#db/schema/participants.ts';
import { clearancePack } from '#db/schema/reporting-country.ts';
import { submission } from '#db/schema/submission.ts';
import type { PackFormat } from '#server/domain/clearance/clearance-pack.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildPackDocument } from '#server/reports/build-pack-document.calculations.ts';
import { renderDocument } from '#server/reports/render-document.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type PackFile = {
  name: string;
  type: string;
  /** The file as base64: an answer of the contract is JSON. */
  base64: string;
};

const types: Record<PackFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** A printed draft as a file, drawn from what was kept with its reference. Throws NOT_FOUND, FORBIDDEN. */
export async function getPackFile(
  context: OperationContext,
  input: { reference: string; format: PackFormat },
): Promise<PackFile> {
  const rules = { permission: 'report.printPack', resource: findPack } as const;
  const pack = await runOperation(context, rules, input, ({ resource }) => Promise.resolve(resource));
  const file = await renderDocument(buildPackDocument(pack), input.format);
  return {
    name: `${pack.reference}.${input.format}`,
    type: types[input.format],
    base64: Buffer.from(file).toString('base64'),
  };
}

async function findPack({ tx }: Pick<Run, 'tx'>, { reference }: { reference: string }) {
  const [row] = await tx
    .select({
      reference: clearancePack.reference,
      number: clearancePack.number,
      madeBy: person.name,
      madeAt: clearancePack.madeAt,
      sha256: clearancePack.sha256,
      content: clearancePack.content,
      reporter: { code: reporter.code },
    })
    .from(clearancePack)
    .innerJoin(person, eq(person.id, clearancePack.madeBy))
    .innerJoin(submission, eq(submission.id, clearancePack.submissionId))
    .innerJoin(reporter, eq(reporter.id, submission.reporterId))
    .where(eq(clearancePack.reference, reference));
  if (!row) throw new DomainError('NOT_FOUND', `There is no printed draft ${reference}.`);
  return row;
}
