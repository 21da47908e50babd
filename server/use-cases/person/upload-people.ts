import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { requireKeptFile, readWorkbookFile } from '#server/workbook/read-workbook-file.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { buildUploadName } from '../workbook/upload-workbook.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { CsvError, parse } from 'csv-parse/sync';
import type { PeopleUpload } from '#server/domain/person/people-file.schema.ts';
import { parsePeopleRows, parsePeopleWorkbook } from '#server/domain/person/people-file.rules.ts';

export type UploadPeopleInput = {
  fileName: string;
  /** The file in base64; empty where it was too large to be kept, of which `size` tells. */
  content: string;
  size?: number | undefined;
};

/** How long a list waits to be decided upon: names and addresses are not kept for longer than needed. */
const cachedDays = 7;

/**
 * Reads a list of people and keeps what it says, for its uploader to look at and decide. Nobody is invited. Throws
 * BAD_INPUT with a sentence at "file" for what is no such list.
 */
export async function uploadPeople(
  context: OperationContext,
  input: UploadPeopleInput,
): Promise<{ upload: string }> {
  const rules = { permission: 'people.invite', asksDatabase: true } as const;
  // Before the file is read.
  await runOperation(context, rules, {}, async () => {});
  requireKeptFile(input.size ?? 0);
  if (input.content === '')
    requireNoProblems([{ path: 'file', message: 'Choose a workbook or a CSV file.' }]);
  const read = await readPeopleFile(input.fileName, new Uint8Array(Buffer.from(input.content, 'base64')));
  const upload = randomUUID();
  const now = context.now().toISOString();
  await runOperation(context, rules, {}, async ({ tx, personId }) => {
    await tx.execute(sql`
      delete from tracker.people_upload
      where uploaded_by = ${personId} and uploaded_at < ${now}::timestamptz - make_interval(days => ${cachedDays})`);
    await tx.execute(sql`
      insert into tracker.people_upload (id, uploaded_by, uploaded_at, file_name, content)
      values (${upload}::uuid, ${personId}, ${now}::timestamptz, ${buildUploadName(input.fileName)},
        ${JSON.stringify(read)}::text::jsonb)`);
  });
  return { upload };
}

/** Far more than a list of people has. */
const mostBytes = 1024 * 1024;

/** Reads a list of people from a workbook or a CSV file. Throws BAD_INPUT with a sentence at "file" for what is none. */
async function readPeopleFile(name: string, bytes: Uint8Array): Promise<PeopleUpload> {
  const read = /\.csv$/i.test(name) ? readCsv(bytes) : parsePeopleWorkbook(await readWorkbookFile(bytes));
  return typeof read === 'string' ? refuseFile(read) : read;
}

function readCsv(bytes: Uint8Array): PeopleUpload | string {
  if (bytes.length > mostBytes) return 'A list of people has at most 1 MB.';
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'The file is not in UTF-8. Save it as “CSV UTF-8” in the spreadsheet.';
  }
  // Spreadsheets of many countries put semicolons between cells.
  const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  try {
    const lines: string[][] = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
    });
    return parsePeopleRows(
      lines.map((cells, index) => ({ row: index + 1, cells: new Map(cells.entries()) })),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines']);
    return `${Number.isFinite(line) ? `Line ${line}: the` : 'The'} quotation marks are not closed.`;
  }
}

function refuseFile(message: string): never {
  requireNoProblems([{ path: 'file', message }]);
  throw new Error('A problem is always refused.');
}
