import { Outlet } from 'react-router';
import { PageShell } from '#app/components/page-shell.tsx';
export default function PublicLayout() {
  return (
    <PageShell nav={[]}>
      <Outlet />
    </PageShell>
  );
}
