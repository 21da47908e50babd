import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/outbox-message';

/** A mail of the outbox as the file that mail programs open. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const mail = /^[1-9]\d{0,8}$/.test(params.mail) ? Number(params.mail) : 2_000_000_000;
  const { raw } = await ask(requestId, () => caller.mail.outboxMail({ mail }));
  return new Response(raw, {
    headers: {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="mail-${mail}.eml"`,
      'cache-control': 'no-store',
    },
  });
}
