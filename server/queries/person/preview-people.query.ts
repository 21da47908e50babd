import type { CheckedPeople } from '#server/domain/person/people-file.rules.ts';
import {
  checkStoredPeople,
  loadPeopleUpload,
  type PeopleOutcome,
} from '#server/loaders/person/check-people-upload.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type PeoplePreview = CheckedPeople & {
  fileName: string;
  uploadedAt: string;
  /** What was done, once the list was sent out. */
  outcome: PeopleOutcome | null;
};

/** A list of people as it would be invited now. Writes nothing. Throws NOT_FOUND. */
export function previewPeople(context: OperationContext, input: { upload: string }): Promise<PeoplePreview> {
  return runOperation(context, { permission: 'people.invite' }, {}, async ({ tx, viewer }) => {
    const { content, fileName, uploadedAt, outcome } = await loadPeopleUpload(tx, input.upload, 'none');
    return { ...(await checkStoredPeople(tx, viewer, content)), fileName, uploadedAt, outcome };
  });
}
