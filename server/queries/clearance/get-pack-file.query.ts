import { sql } from 'drizzle-orm';
import type { PackFormat } from '#server/domain/clearance/pack-reference.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildPackDocument } from '#server/reports/build-pack-document.calculations.ts';
import type { StoredPack } from '#server/reports/pack-content.ts';
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
  const [row] = await tx.execute<StoredPack & { reporter: { code: string } }>(sql`
    select k.reference, k.number, p.name as "madeBy", to_json(k.made_at)#>>'{}' as "madeAt", k.sha256, k.content,
      json_build_object('code', r.code) as reporter
    from tracker.clearance_pack k
    join auth.person p on p.id = k.made_by
    join tracker.submission s on s.id = k.submission_id
    join tracker.reporter r on r.id = s.reporter_id
    where k.reference = ${reference}`);
  if (!row) throw new DomainError('NOT_FOUND', `There is no printed draft ${reference}.`);
  return row;
}
