import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  buildHandout,
  type HandoutFormat,
  type HandoutSubject,
} from '#server/domain/handout/build-handout.calculations.ts';
import { loadEditionFacts } from '#server/loaders/edition/load-edition-facts.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { requirePublication } from '#server/queries/dashboard/scope.ts';
import { renderHandout } from '#server/reports/render-document.ts';

export type HandoutFile = { fileName: string; contentType: string; content: Uint8Array };

const types: Record<HandoutFormat, string> = {
  pdf: 'application/pdf',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/**
 * The brief (PDF) or the deck (slides) of a publication, or of an area, state, body or partner in it. Drawn from the
 * documents of the publication, which never change. Throws NOT_FOUND; otherwise as `requirePublication`.
 */
export async function getHandout(
  context: PublicContext,
  input: HandoutSubject & { publication?: number | undefined; format: HandoutFormat },
): Promise<HandoutFile> {
  const { format, kind, code } = input;
  const publication = await requirePublication(context, input.publication);
  const facts = await loadEditionFacts(context.published, publication.number);
  const document = buildHandout(facts, { kind, code }, publication);
  if (!document) {
    throw new DomainError('NOT_FOUND', `There is no ${kind} ${code} in publication ${publication.number}.`);
  }
  const subject = kind === 'publication' ? 'plan' : `${kind}-${code.toLowerCase()}`;
  return {
    fileName: `bohol-${subject}-publication-${publication.number}.${format}`,
    contentType: types[format],
    content: await renderHandout(
      `${publication.number} ${kind} ${document.title} ${format}`,
      document,
      format,
    ),
  };
}
