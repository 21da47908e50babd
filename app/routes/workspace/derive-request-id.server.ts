import { createHash } from 'node:crypto';
import { serialiseRequestId } from '#app/features/offline/request-id.ts';

/**
 * A request id for exactly this content of a form: sent twice it is harmless, while a form that was changed and sent
 * from an old page is not taken for a repetition of the first. Several buttons of one form differ in content.
 */
export function deriveRequestId(form: FormData, content: unknown): string {
  const formId = String(form.get('requestId') ?? '');
  return serialiseRequestId(
    createHash('sha256')
      .update(`${formId}\n${JSON.stringify(content)}`)
      .digest('hex'),
  );
}
