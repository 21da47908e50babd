import { useEffect, useRef, useState } from 'react';
import { useLocation, useRevalidator } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { formatDateTime } from '#server/domain/language/date-format.ts';
import { Notice } from '#app/components/notice.tsx';
import { useDevice, useDeviceSummary } from './device-context.tsx';
import type { WorkerNews } from './worker/worker-news.ts';

/**
 * Says that the page in view is a copy from this device and of when it is. Follows what the service worker tells of
 * each page that it gives; asks for a fresh one when the line is back.
 */
export function OfflineBand() {
  const { pathname, search } = useLocation();
  const [copies, setCopies] = useState<Readonly<Record<string, string | null>>>({});
  const device = useDevice();
  const { line } = useDeviceSummary();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!worker) return;
    const listen = ({ data }: MessageEvent<WorkerNews>) => {
      if (data.kind !== 'page') return;
      setCopies((known) => ({ ...known, [data.page]: data.cachedAt }));
      device.reportLine(data.cachedAt === null ? 'up' : 'down');
    };
    worker.addEventListener('message', listen);
    worker.startMessages();
    return () => worker.removeEventListener('message', listen);
  }, [device]);

  const cachedAt = copies[pathname + search] ?? null;
  const refreshed = useRef<string | null>(null);
  useEffect(() => {
    // Once for each copy, for a line may be too slow to bring a newer one; and not under somebody's hands: a form would begin anew.
    if (cachedAt === null || line !== 'up' || isWriting() || refreshed.current === cachedAt) return;
    refreshed.current = cachedAt;
    void revalidate();
  }, [cachedAt, line, revalidate]);

  if (cachedAt === null) return null;
  return (
    <Notice
      kind="warning"
      title={`${line === 'up' ? 'This' : 'You are offline: this'} page is as it was on ${formatDateTime(cachedAt)} (server time, UTC).`}
    >
      {line === 'up' ? (
        <p>
          The line is back.{' '}
          <Button type="button" variant="quiet" compact onClick={() => void revalidate()}>
            Show it as it is now
          </Button>
        </p>
      ) : (
        <p>You can go on writing. What you write is kept on this device and sent when the line is back.</p>
      )}
    </Notice>
  );
}

const isWriting = () => document.activeElement?.closest('form') != null;
