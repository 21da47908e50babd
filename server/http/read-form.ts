/** More fields than any page of ours has: the grid of the largest plan has a few thousand. */
const mostFields = 20_000;

export type ParsedForm = { form: FormData } | { status: 400 | 415; sentence: string };

/**
 * Parses the form that is sent to a page's action. The only place that parses forms: it answers 415 for
 * another type and 400 for a form that cannot be parsed, so that no action ever receives one.
 */
export async function parseForm(contentType: string | null, body: Buffer): Promise<ParsedForm> {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  // A form without fields may come without a content type.
  if (body.length === 0 && !type) return { form: new FormData() };
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data') {
    return { status: 415, sentence: 'This address takes forms only.' };
  }
  const unreadable = { status: 400, sentence: 'The form cannot be read. Nothing was saved.' } as const;
  try {
    const headers = { 'content-type': contentType ?? '' };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    return [...form].length > mostFields ? unreadable : { form };
  } catch {
    return unreadable;
  }
}
