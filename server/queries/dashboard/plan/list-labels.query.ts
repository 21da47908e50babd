import { and, eq } from 'drizzle-orm';
import { publishedTranslation } from '#db/schema/published.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { resolvePublication } from '../scope.ts';

/**
 * The words of lists in a language, as a publication has them, by list and code: "activity_status/completed". Empty
 * for English, which stands in the lists themselves, and while nothing is published.
 */
export async function listLabels(
  { connections }: UseCaseContext,
  input: { publication?: number | undefined; language: LanguageCode },
): Promise<Record<string, string>> {
  const publication = await resolvePublication(connections.public, input.publication);
  if (!publication) return {};
  const rows = await connections.public
    .select()
    .from(publishedTranslation)
    .where(
      and(
        eq(publishedTranslation.publication, publication.number),
        eq(publishedTranslation.language, input.language),
      ),
    );
  return Object.fromEntries(rows.map(({ list, code, label }) => [`${list}/${code}`, label]));
}
