import { Outlet } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { RouteError } from '#app/features/errors/route-error.tsx';
import { useNotice } from '#app/root.tsx';

export default function AuthLayout() {
  const notice = useNotice();
  return (
    <PageShell
      nav={[{ to: '/', label: 'Overview' }]}
      notice={notice ? <Notice plain>{notice}</Notice> : null}
    >
      <Outlet />
    </PageShell>
  );
}

export function ErrorBoundary() {
  return (
    <PageShell nav={[{ to: '/', label: 'Overview' }]}>
      <RouteError />
    </PageShell>
  );
}
