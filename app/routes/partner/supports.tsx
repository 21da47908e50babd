import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { OwnSupportTable } from '#app/features/support/own-support.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/supports';

export async function loader({ context }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return ask(requestId, () => caller.support.own());
}

export default function OwnSupports({ loaderData: { partners, supports } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle parts={['Your support', 'Partner']} />
      <PageHeading
        kicker={partners.join(', ')}
        lead="The secretariat has recorded this support. Check each entry: confirm it, or say what is wrong. What you confirm is published. You decide whether its amounts are published too."
      >
        Your support
      </PageHeading>
      <OwnSupportTable supports={supports} />
    </>
  );
}
