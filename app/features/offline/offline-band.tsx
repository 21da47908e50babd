import { useEffect, useState } from 'react';
import { useLocation, useRevalidator } from 'react-router';
import { formatDateTime } from '#app/components/date-format.ts';
import { Notice } from '#app/components/notice.tsx';
import { useDeviceSummary } from './device-context.tsx';
import type { WorkerNews } from './worker/worker-news.ts';

/**
 * Says that the page in view is a copy from this device and of when it is. Follows what the service worker tells of
 * each page that it gives; asks for a fresh one when the line is back.
 */
export function OfflineBand() {
  const { pathname, search } = useLocation();
  const [copies, setCopies] = useState<Readonly<Record<string, string | null>>>({});
  const { line } = useDeviceSummary();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!worker) return;
    const listen = ({ data }: MessageEvent<WorkerNews>) => {
      if (data.kind === 'page') setCopies((known) => ({ ...known, [data.page]: data.keptAt }));
    };
    worker.addEventListener('message', listen);
    worker.startMessages();
    return () => worker.removeEventListener('message', listen);
  }, []);

  const keptAt = copies[pathname + search] ?? null;
  const isCopy = keptAt !== null;
  useEffect(() => {
    if (!isCopy) return;
    const refresh = () => void revalidate();
    // The sender found that the line is back, or the browser says so.
    if (line === 'up') window.addEventListener('focus', refresh);
    window.addEventListener('online', refresh);
    return () => {
      window.removeEventListener('focus', refresh);
      window.removeEventListener('online', refresh);
    };
  }, [isCopy, line, revalidate]);

  if (keptAt === null) return null;
  return (
    <Notice
      kind="warning"
      title={`You are offline: this page is as it was on ${formatDateTime(keptAt)} (server time, UTC).`}
    >
      <p>You can go on writing. What you write is kept on this device and sent when the line is back.</p>
    </Notice>
  );
}
