import { approveDraft } from '#server/use-cases/edition/approve-draft.ts';
import { expect } from 'vitest';
import { renderRequestedFiles } from '#server/use-cases/edition/render-requested-files.ts';
import type { Season } from '../publication/season.ts';

/** Publishes a round with its public report, drawn and signed by two; the other editions are not drawn. */
export async function publishSigned({ world, secretariat }: Season, round: string): Promise<void> {
  const second = await world.createPerson([{ role: 'secretariat_officer' }]);
  await secretariat.caller.compilation.create({ round });
  await secretariat.caller.edition.createDraft({ round, meeting: 'The 20th meeting' });
  const [draft] = (await secretariat.caller.edition.list({ round })).drafts;
  for (const [person, part] of [
    [secretariat, 'compiled'],
    [secretariat, 'checked'],
    [second, 'approved'],
  ] as const) {
    await approveDraft(
      { ...world.base, viewer: person.viewer },
      { round, number: 1, part, sha256: draft?.sha256 ?? '' },
    );
  }
  await world.owner`
    update tracker.report_job set editions = jsonb_path_query_array(editions, '$[*] ? (@.edition == "public")')`;
  expect(await renderRequestedFiles({ ...world.base, viewer: secretariat.viewer })).toBe(3);
  await secretariat.caller.publication.publish({ round });
}
