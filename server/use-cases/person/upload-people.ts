import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import { refuseTooLarge } from '#server/workbook/read-workbook-file.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { nameFile } from '../workbook/upload-workbook.ts';
import { readPeopleFile } from './read-people-file.ts';
import { runOperation } from '#server/operation/run-operation.ts';

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
  refuseTooLarge(input.size ?? 0);
  if (input.content === '') refuseBadInput([{ path: 'file', message: 'Choose a workbook or a CSV file.' }]);
  const read = await readPeopleFile(input.fileName, new Uint8Array(Buffer.from(input.content, 'base64')));
  const upload = randomUUID();
  const now = context.now().toISOString();
  await runOperation(context, rules, {}, async ({ tx, personId }) => {
    await tx.execute(sql`
      delete from tracker.people_upload
      where uploaded_by = ${personId} and uploaded_at < ${now}::timestamptz - make_interval(days => ${cachedDays})`);
    await tx.execute(sql`
      insert into tracker.people_upload (id, uploaded_by, uploaded_at, file_name, content)
      values (${upload}::uuid, ${personId}, ${now}::timestamptz, ${nameFile(input.fileName)},
        ${JSON.stringify(read)}::text::jsonb)`);
  });
  return { upload };
}
