import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { useDevice } from '#app/features/offline/device.tsx';
import { isKept, CachedPagesList } from '#app/features/offline/cached-pages.tsx';
import { readShellTarget } from '#app/features/offline/page-addresses.ts';

/**
 * StatusRows in for a page that could not be loaded: shows its copy where this device has one, otherwise which pages it
 * has. The service worker keeps this page and leads to it.
 */
export default function OnThisDevicePage() {
  const { person } = useDevice();
  const { search } = useLocation();
  const navigate = useNavigate();
  const [missing, setMissing] = useState<string | null>(null);
  useEffect(() => {
    const target = readShellTarget(search);
    if (target === null) return;
    void isKept(person, target.split('#')[0] ?? target).then((kept) => {
      if (kept) void navigate(target, { replace: true });
      else setMissing(target);
    });
  }, [person, search, navigate]);
  return (
    <>
      <PageTitle parts={[missing === null ? 'On this device' : 'You are offline']} />
      <PageHeading>{missing === null ? 'On this device' : 'This page is not available offline'}</PageHeading>
      {missing === null ? (
        <p>Pages you have opened on this device can be shown while you are offline.</p>
      ) : (
        <p>
          You are offline, and this page has not been opened on this device before. What you wrote is not
          lost. <a href={missing}>Try again</a>
        </p>
      )}
      <CachedPagesList personId={person} />
    </>
  );
}
