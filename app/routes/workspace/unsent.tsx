import { PageHeading } from '#app/components/page-heading.tsx';
import { EraseDevice } from '#app/features/offline/erase-device.tsx';
import { UnsentList } from '#app/features/offline/unsent-list.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';

/** What waits on this device. Only the browser knows, so there is nothing to load. */
export default function UnsentPage() {
  return (
    <>
      <PageTitle>What waits on this device</PageTitle>
      <PageHeading>What waits on this device</PageHeading>
      <noscript>
        <p>Without scripts nothing is kept on this device: what you saved is in the tracker.</p>
      </noscript>
      <UnsentList />
      <EraseDevice />
    </>
  );
}
