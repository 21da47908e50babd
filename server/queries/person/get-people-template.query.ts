import { listRolesToGive } from '#server/domain/person/invitation.rules.ts';
import { buildPeopleTemplate, peopleColumns } from '#server/domain/person/people-file.schema.ts';
import { serialiseCsvLines } from '#server/exports/csv/serialise-csv.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';
import { listReporterChoices } from '#server/loaders/person/list-reporter-choices.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type PeopleTemplate = { fileName: string; contentType: string; content: string };

/** The empty list of people as a workbook or a CSV file, in base64. */
export async function getPeopleTemplate(
  context: OperationContext,
  input: { format: 'xlsx' | 'csv' },
): Promise<PeopleTemplate> {
  return runOperation(context, { permission: 'people.invite' }, {}, async ({ tx, viewer }) => {
    if (input.format === 'csv') {
      const text = `\ufeff${serialiseCsvLines([peopleColumns])}`;
      return {
        fileName: 'people-template.csv',
        contentType: 'text/csv; charset=utf-8; header=present',
        content: Buffer.from(text).toString('base64'),
      };
    }
    const reporters = await listReporterChoices(tx);
    const file = await serialisePlainWorkbook(buildPeopleTemplate(reporters, listRolesToGive(viewer)));
    return {
      fileName: 'people-template.xlsx',
      contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      content: Buffer.from(file).toString('base64'),
    };
  });
}
