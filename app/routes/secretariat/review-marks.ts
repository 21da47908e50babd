import { data, redirect } from 'react-router';
import { attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { buildFieldId } from '#app/features/review/fields.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import { parseFieldName } from '#server/domain/review/reviewed-fields.rules.ts';
import type { Route } from './+types/review-marks';

/** Keeps a reviewer's mark on a field: quietly for scripts, and for a form with the way back to the field. */
export async function action({ context, params }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const name = String(form.get('look') ?? form.get('unlook') ?? '');
  const place = parseFieldName(name);
  if (!place) throw data('There is no such field.', { status: 400 });
  const outcome = await attempt(requestId, () =>
    caller.review.markField({ ...params, ...place, looked: form.has('look') }),
  );
  if (!outcome.ok) throw data(outcome.refusal, { status: getRefusalStatus(outcome.refusal) });
  if (form.has('quiet')) return new Response(null, { status: 204 });
  const page = `/secretariat/review/${encodeURIComponent(params.round)}/${encodeURIComponent(params.reporter)}`;
  throw redirect(`${page}#${buildFieldId(name)}`, 303);
}

export function loader({ params }: Route.LoaderArgs) {
  throw redirect(
    `/secretariat/review/${encodeURIComponent(params.round)}/${encodeURIComponent(params.reporter)}`,
  );
}
