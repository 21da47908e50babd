import type { LanguageCode } from '#server/domain/language/languages.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';

/** Texts of one page alone, which its own read model brings. */
const pageTexts = ['lens_situation', 'lens_driver'];

/**
 * The words of lists in a language, as a publication has them, by list and code: "activity_status/completed". Empty
 * for English, which stands in the lists themselves, and while nothing is published.
 */
export async function listLabels(
  context: PublicContext,
  input: { publication?: number | undefined; language: LanguageCode },
): Promise<Record<string, string>> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return {};
  const { translations } = await readDocuments(context.published, publication.number, 'translations');
  const own = Object.entries(translations[input.language] ?? {});
  return Object.fromEntries(own.filter(([key]) => !pageTexts.some((list) => key.startsWith(`${list}/`))));
}
