import { useEffect, useRef, useState } from 'react';
import {
  Form,
  isRouteErrorResponse,
  Link,
  Outlet,
  useLocation,
  useRevalidator,
  useRouteError,
  useRouteLoaderData,
} from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { RouteError } from '#app/features/errors/route-error.tsx';
import { NotificationLink } from '#app/features/notification/notification-link.tsx';
import { DeviceProvider, useDevice, useDeviceSummary } from '#app/features/offline/device.tsx';
import { describeDevice } from '#app/features/offline/device-words.ts';
import { cacheThisPage, startWorker, CachedPagesList } from '#app/features/offline/cached-pages.tsx';
import { requestContext } from '#app/request-context.ts';
import { useNotice } from '#app/root.tsx';
import type { Route } from './+types/workspace-layout';
import { requireReporter } from './open-report.server.ts';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Details } from '#app/components/layout.tsx';
import { PageZoneProvider, useMomentFormat } from '#app/components/date-text.tsx';
import type { WorkerNews } from '#app/features/offline/page-addresses.ts';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import styles from './workspace-layout.module.css';

const nav = [
  { to: '/workspace', label: 'My reports' },
  { to: '/', label: 'Public pages' },
];

export async function loader(args: Route.LoaderArgs) {
  const { name, personId } = await requireReporter(args);
  const { caller, requestId } = args.context.get(requestContext);
  const [deviceKey, timeZone, unread] = await Promise.all([
    ask(requestId, () => caller.session.deviceKey()),
    ask(requestId, () => caller.session.timeZone()),
    ask(requestId, () => caller.notification.count()),
  ]);
  return { name, personId, deviceKey, timeZone, unread };
}

export default function WorkspaceLayout({ loaderData }: Route.ComponentProps) {
  const { name, personId, deviceKey, timeZone, unread } = loaderData;
  const notice = useNotice();
  useEffect(() => {
    // Neither is needed for anything but a line that fails.
    startWorker().catch(() => {});
    cacheThisPage(personId, window.location.pathname + window.location.search).catch(() => {});
  }, [personId]);
  return (
    <DeviceProvider personId={personId} deviceKey={deviceKey}>
      <PageShell
        nav={nav}
        homeTo="/workspace"
        tagline="Workspace"
        notice={notice ? <Notice plain>{notice}</Notice> : null}
        account={
          <>
            <DeviceState />
            <NotificationLink unread={unread} />
            <Link to="/account">{name}</Link>
            <Link to="/sign-out">Sign out</Link>
          </>
        }
      >
        <PageZoneProvider value={timeZone}>
          <OfflineBand />
          <Outlet />
        </PageZoneProvider>
      </PageShell>
    </DeviceProvider>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { pathname, search } = useLocation();
  const known = useRouteLoaderData<typeof loader>('routes/workspace/workspace-layout');
  const kept = isRouteErrorResponse(error) ? readKeptPost(error.data) : null;
  return (
    <PageShell nav={nav} homeTo="/workspace" tagline="Workspace">
      {isNoAnswer(error) ? (
        <OfflinePage personId={known?.personId ?? null} />
      ) : (
        <>
          <PageTitle parts={[kept ? 'You have been signed out' : 'This page cannot be shown']} failed />
          {kept ? <KeptPostForm kept={kept} action={pathname + search} /> : <RouteError />}
        </>
      )}
    </PageShell>
  );
}

function readKeptPost(found: unknown): KeptPostData | null {
  return typeof found === 'object' && found !== null && 'kind' in found && found.kind === 'kept_post'
    ? (found as KeptPostData)
    : null;
}

/** Whether a page failed because nothing came back when it was asked for. Browsers name that each in its way. */
const isNoAnswer = (error: unknown): boolean =>
  error instanceof TypeError && /fetch|network|load failed/i.test(error.message);

/** In place of a page that was asked for by a link and of which there is no copy. */
function OfflinePage({ personId }: { personId: string | null }) {
  const { pathname, search } = useLocation();
  return (
    <>
      <PageTitle parts={['You are offline']} failed />
      <PageHeading>This page is not available offline</PageHeading>
      <p>
        You are offline, and this page has not been opened on this device before. What you wrote is not lost.{' '}
        <a href={pathname + search}>Try again</a>
      </p>
      {personId === null ? null : <CachedPagesList personId={personId} />}
    </>
  );
}

/** What came in from somebody whose session had ended. */
type KeptPostData = { kind: 'kept_post'; posted: [string, string][]; other?: boolean };

/**
 * For a form that was sent after the session had ended: its contents stay in this page, and are sent again as they
 * were once the person has signed in elsewhere. Works without scripts.
 */
function KeptPostForm({ kept, action }: { kept: KeptPostData; action: string }) {
  const words = kept.posted.filter(
    ([name, value]) => value.trim() !== '' && !/version|requestId|^intent$|^take$|^person$/i.test(name),
  );
  return (
    <>
      <h1 tabIndex={-1}>You have been signed out</h1>
      {kept.other ? <p>Somebody else has signed in here since. Nothing was saved under their name.</p> : null}
      <p>Nothing you typed is lost: it is still on this page. Do not close it.</p>
      <ol>
        <li>
          <a href={`/sign-in?next=${encodeURIComponent('/workspace')}`} target="_blank" rel="noreferrer">
            Sign in in a new tab
          </a>
          .
        </li>
        <li>Come back to this tab and send it again.</li>
      </ol>
      <Form method="post" action={action}>
        {kept.posted.map(([name, value], index) => (
          // A form may carry one name twice; their order does not change here.
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <ButtonGroup>
          <Button>Send it again</Button>
        </ButtonGroup>
      </Form>
      {words.length > 0 ? (
        <Details summary="What you typed">
          <Definitions
            layout="under"
            items={words.map(([name, value], index) => ({
              id: `${name}-${index}`,
              term: name,
              description: value,
            }))}
          />
        </Details>
      ) : null}
    </>
  );
}

/**
 * Says that the page in view is a copy from this device and of when it is. Follows what the service worker tells of
 * each page that it gives; asks for a fresh one when the line is back.
 */
function OfflineBand() {
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

  const formatMoment = useMomentFormat();
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
      title={`${line === 'up' ? 'This' : 'You are offline: this'} page is as it was on ${formatMoment(cachedAt)}.`}
    >
      {line === 'up' ? (
        <p>
          You are back online.{' '}
          <Button type="button" variant="quiet" compact onClick={() => void revalidate()}>
            Show the current page
          </Button>
        </p>
      ) : (
        <p>
          You can carry on writing. What you write is stored on this device and sent when you are back online.
        </p>
      )}
    </Notice>
  );
}

const isWriting = () => document.activeElement?.closest('form') != null;

/**
 * Where the work is, on every page of the workspace: in the tracker, on its way, or on this device. Screen readers
 * hear when work stays here and when all of it has gone, not each save.
 */
function DeviceState() {
  const words = describeDevice(useDeviceSummary());
  const [spoken, setSpoken] = useState('');
  const [hasStayed, setStayed] = useState(false);
  const state = words?.state;
  const text = words?.text ?? '';
  useEffect(() => {
    if (state === 'kept' || state === 'trouble') {
      setStayed(true);
      setSpoken(`${text}.`);
    } else if (state === 'saved' && hasStayed) {
      setStayed(false);
      setSpoken(`${text}.`);
    }
  }, [state, text, hasStayed]);
  return (
    <>
      {words === null ? null : (
        <span className={styles.state} data-state={words.state} data-device-state>
          {words.state === 'saved' || words.state === 'saving' ? (
            words.text
          ) : (
            <Link to="/workspace/unsent">{words.text}</Link>
          )}
        </span>
      )}
      <span role="status">
        <VisuallyHidden>{spoken}</VisuallyHidden>
      </span>
    </>
  );
}
