import { index, layout, prefix, type RouteConfigEntry, route } from '@react-router/dev/routes';

/** The other side: review, compiling, publishing, accounts. Guarded by the layout, and by each procedure again. */
export const secretariatRoutes: RouteConfigEntry[] = [
  layout('routes/secretariat/secretariat-layout.tsx', [
    ...prefix('secretariat', [
      index('routes/secretariat/home.tsx'),
      route('rounds', 'routes/secretariat/rounds.tsx'),
      route('rounds/:round', 'routes/secretariat/board.tsx'),
      route('rounds/:round/values.csv', 'routes/secretariat/round-values-csv.ts'),
      route('review/:round/:reporter', 'routes/secretariat/review.tsx'),
      route('compile/:round', 'routes/secretariat/compile.tsx'),
      route('compile/:round/sections/:key', 'routes/secretariat/compile-section.tsx'),
      route('compile/:round/sections/:key/versions', 'routes/secretariat/compile-versions.tsx'),
      route('compile/:round/comparability', 'routes/secretariat/compile-comparability.tsx'),
      route('compile/:round/editions', 'routes/secretariat/editions.tsx'),
      route('compile/:round/editions/compare', 'routes/secretariat/edition-compare.tsx'),
      route('compile/:round/editions/:draft/:edition', 'routes/secretariat/edition.tsx'),
      route('publish', 'routes/secretariat/publish-list.tsx'),
      route('publish/:round', 'routes/secretariat/publish.tsx'),
      route('personal-data', 'routes/secretariat/personal-data.tsx'),
      route('plan', 'routes/secretariat/plan.tsx'),
      route('plan/workbook', 'routes/secretariat/plan-workbook.ts'),
      route('plan/import', 'routes/secretariat/plan-import.tsx'),
      route('plan/import/:upload', 'routes/secretariat/plan-preview.tsx'),
      route('library', 'routes/secretariat/library.tsx'),
      route('library/new', 'routes/secretariat/library-new.tsx'),
      route('library/:code', 'routes/secretariat/library-entry.tsx'),
      route('people', 'routes/secretariat/people.tsx'),
      route('audit', 'routes/secretariat/audit.tsx'),
      route('mail', 'routes/secretariat/mail.tsx'),
    ]),
    route('admin/outbox', 'routes/admin/outbox.tsx'),
    route('admin/outbox/:mail', 'routes/admin/outbox-mail.tsx'),
  ]),
  route('secretariat/compile/:round/editions/:draft/files/:file', 'routes/secretariat/edition-file.ts'),
  route('admin/outbox/:mail/message.eml', 'routes/admin/outbox-message.ts'),
];
