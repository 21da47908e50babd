import {
  index,
  layout,
  type RouteConfigEntry,
  route,
  prefix,
  type RouteConfig,
} from '@react-router/dev/routes';

/** What a figure and a value can be taken away as. */
const receiptFiles = [
  { path: 'rows.csv', id: 'csv' },
  { path: 'rows.json', id: 'json' },
  { path: 'citation.bib', id: 'bibtex' },
  { path: 'citation.ris', id: 'ris' },
] as const;

/** Pages for everyone. Loaders only, drawn from one publication, no session read, so they can be kept. */
export const publicRoutes: RouteConfigEntry[] = [
  layout('routes/public/public-layout.tsx', [
    index('routes/public/overview.tsx'),
    route('plan', 'routes/public/plan.tsx'),
    route('areas/:code', 'routes/public/area.tsx'),
    route('objectives/:code', 'routes/public/objective.tsx'),
    route('activities/:code', 'routes/public/activity.tsx'),
    route('indicators', 'routes/public/indicators.tsx'),
    route('indicators/:code', 'routes/public/indicator.tsx'),
    route('targets', 'routes/public/targets.tsx'),
    route('states', 'routes/public/states.tsx'),
    route('states/:iso2', 'routes/public/participant.tsx', { id: 'state' }),
    route('bodies', 'routes/public/states.tsx', { id: 'bodies' }),
    route('bodies/:acronym', 'routes/public/participant.tsx', { id: 'body' }),
    route('partners', 'routes/public/partners.tsx'),
    route('partners/:slug', 'routes/public/partner.tsx'),
    route('support', 'routes/public/support.tsx'),
    route('lens/:code', 'routes/public/lens.tsx'),
    route('figures/:figure', 'routes/public/receipt/figure-receipt.tsx'),
    route('values/:indicator/:round/:scope/:cell', 'routes/public/receipt/value-receipt.tsx'),
    route('library', 'routes/public/library.tsx'),
    route('library/:code', 'routes/public/library-item.tsx'),
    route('recommendations', 'routes/public/recommendations.tsx'),
    route('cooperation', 'routes/public/cooperation.tsx'),
    route('plans', 'routes/public/plans.tsx'),
    route('plans/:code', 'routes/public/plan-newest.tsx'),
    route('plans/:code/*', 'routes/public/plan-newest.tsx', { id: 'plan-newest-page' }),
    route('publications', 'routes/public/publications.tsx'),
    route('publications/compare', 'routes/public/receipt/compare.tsx'),
    route('publications/:number', 'routes/public/publication.tsx'),
    route('publications/:number/seal', 'routes/public/sealed/seal.tsx'),
    route('search', 'routes/public/search.tsx'),
    route('data', 'routes/public/data.tsx'),
    route('data/changes', 'routes/public/data-changes.tsx'),
    route('about', 'routes/public/about.tsx'),
    route('about/methodology', 'routes/public/methodology.tsx'),
    route('about/disclosure', 'routes/public/disclosure.tsx'),
    route('about/accessibility', 'routes/public/accessibility.tsx'),
    route('*', 'routes/public/not-found.tsx'),
  ]),
  // Files: no frame around them.
  route('evidence/:publication/:id', 'routes/public/evidence-download.ts'),
  route('figures/:figure/definition.json', 'routes/public/figure-definition.ts'),
  route('figures/:figure/picture.svg', 'routes/public/figure-picture.ts', { id: 'figure-svg' }),
  route('figures/:figure/picture.png', 'routes/public/figure-picture.ts', { id: 'figure-png' }),
  route('figures/:figure/slide.png', 'routes/public/figure-picture.ts', { id: 'figure-slide' }),
  route('embed/figures/:figure', 'routes/public/embed-figure.ts'),
  route('og/figures/:figure', 'routes/public/card.ts', { id: 'card-figure' }),
  route('og/pages/:kind/:code?', 'routes/public/card.ts', { id: 'card-page' }),
  // Files of other standards.
  route('data/v1/iati-activities.xml', 'routes/public/standards/iati-activities.ts'),
  route('data/v1/values.sdmx.csv', 'routes/public/standards/sdmx.ts', { id: 'sdmx-values' }),
  route('data/v1/sdmx/structure.json', 'routes/public/standards/sdmx.ts', { id: 'sdmx-structure' }),
  route('data/v1/values.hxl.csv', 'routes/public/standards/hxl.ts', { id: 'hxl-values' }),
  route('data/v1/activities.hxl.csv', 'routes/public/standards/hxl.ts', { id: 'hxl-activities' }),
  route('data/v1/catalog.jsonld', 'routes/public/standards/catalog.ts'),
  route('feed.xml', 'routes/public/standards/feed.ts'),
  route('sitemap.xml', 'routes/public/standards/sitemap.ts', { id: 'sitemap' }),
  route('robots.txt', 'routes/public/standards/sitemap.ts', { id: 'robots' }),
  route('publications/compare/changes.csv', 'routes/public/receipt/compare-csv.ts'),
  ...(['docx', 'pdf', 'xlsx'] as const).map((format) =>
    route(`publications/:number/report.${format}`, 'routes/public/report-file.ts', {
      id: `publication-report-${format}`,
    }),
  ),
  ...(
    [
      ['publications/:number', 'publication'],
      ['areas/:code', 'area'],
      ['states/:iso2', 'state'],
      ['bodies/:acronym', 'body'],
      ['partners/:slug', 'partner'],
    ] as const
  ).flatMap(([path, kind]) =>
    (['brief.pdf', 'deck.pptx'] as const).map((file) =>
      route(`${path}/${file}`, 'routes/public/handout-file.ts', { id: `handout-${kind}-${file}` }),
    ),
  ),
  route('publications/:number/*', 'routes/public/sealed/sealed-part.ts'),
  route('publications/:number/citation.bib', 'routes/public/receipt/publication-citation.ts', {
    id: 'publication-bibtex',
  }),
  route('publications/:number/citation.ris', 'routes/public/receipt/publication-citation.ts', {
    id: 'publication-ris',
  }),
  ...receiptFiles.flatMap(({ path, id }) => [
    route(`figures/:figure/${path}`, 'routes/public/receipt/figure-file.ts', { id: `figure-${id}` }),
    route(`values/:indicator/:round/:scope/:cell/${path}`, 'routes/public/receipt/value-file.ts', {
      id: `value-${id}`,
    }),
  ]),
];

const authRoutes: RouteConfigEntry[] = [
  layout('routes/auth/auth-layout.tsx', [
    route('sign-in', 'routes/auth/sign-in.tsx'),
    route('sign-out', 'routes/auth/sign-out.tsx'),
    route('invitation/:token', 'routes/auth/invitation.tsx'),
    route('reset', 'routes/auth/reset.tsx'),
  ]),
  layout('routes/auth/account-layout.tsx', [
    route('account', 'routes/auth/account.tsx'),
    route('account/notifications', 'routes/auth/notifications.tsx'),
  ]),
];

/** Pages of those who report. Every one asks who is there; nothing is kept. */
const workspaceRoutes: RouteConfigEntry[] = [
  layout('routes/workspace/workspace-layout.tsx', [
    route('workspace', 'routes/workspace/reports.tsx'),
    route('workspace/unsent', 'routes/workspace/unsent.tsx'),
    route('workspace/on-this-device', 'routes/workspace/on-this-device.tsx'),
    route('workspace/:round', 'routes/workspace/task-list.tsx'),
    route('workspace/cover', 'routes/workspace/cover.tsx'),
    route('workspace/people', 'routes/workspace/people.tsx'),
    route('workspace/consent/:question', 'routes/workspace/consent.tsx'),
    route('consent/:token', 'routes/workspace/consent-link.tsx'),
    route('workspace/:round/agencies', 'routes/workspace/agencies.tsx'),
    route('workspace/arrangements/:code', 'routes/workspace/arrangement.tsx'),
    route('workspace/:round/cooperation', 'routes/workspace/cooperation.tsx'),
    route('workspace/:round/activities/:code', 'routes/workspace/activity-entry.tsx'),
    route('workspace/:round/indicators/:code', 'routes/workspace/indicator-entry.tsx'),
    route('workspace/:round/targets', 'routes/workspace/national-targets.tsx'),
    route('workspace/:round/targets/:code', 'routes/workspace/national-target.tsx'),
    route('workspace/:round/grid/:area', 'routes/workspace/grid.tsx'),
    route('workspace/:round/copied', 'routes/workspace/copied.tsx'),
    route('workspace/:round/restore', 'routes/workspace/restore.tsx'),
    route('workspace/:round/check', 'routes/workspace/check.tsx'),
    route('workspace/:round/whole', 'routes/workspace/whole.tsx'),
    route('workspace/:round/reason', 'routes/workspace/give-reason.tsx'),
    route('workspace/:round/clearance-pack', 'routes/workspace/clearance-pack.ts'),
    route('workspace/:round/clearance-pack.pdf', 'routes/workspace/clearance-pack.ts', {
      id: 'newest-pack-pdf',
    }),
    route('workspace/:round/clearance-pack.docx', 'routes/workspace/clearance-pack.ts', {
      id: 'newest-pack-docx',
    }),
    route('workspace/:round/clearance-pack/:file', 'routes/workspace/clearance-pack.ts', {
      id: 'pack-file',
    }),
    route('workspace/:round/questions', 'routes/workspace/questions.tsx'),
    route('workspace/:round/colleagues/:subject/:code', 'routes/workspace/colleagues.tsx'),
    route('workspace/:round/receipt', 'routes/workspace/receipt.tsx'),
    route('workspace/:round/report', 'routes/workspace/own-editions.tsx'),
    route('workspace/:round/report/:draft', 'routes/workspace/own-edition.tsx'),
    route('workspace/:round/workbook', 'routes/workspace/workbook.tsx'),
    route('workspace/:round/workbook/upload', 'routes/workspace/workbook.tsx', {
      id: 'routes/workspace/workbook-upload',
    }),
    route('workspace/:round/workbook/:upload', 'routes/workspace/workbook-preview.tsx'),
    route('workspace/:round/history', 'routes/workspace/history.tsx'),
    route('workspace/:round/evidence', 'routes/workspace/evidence.tsx'),
    route('workspace/:round/evidence/scan', 'routes/workspace/evidence-scan.tsx'),
    route('workspace/:round/evidence/:id', 'routes/workspace/evidence-item.tsx'),
  ]),
  route('workspace/:round/report/:draft/:file', 'routes/secretariat/edition-file.ts', {
    id: 'own-edition-file',
  }),
  route('workspace/:round/evidence/send', 'routes/workspace/evidence-send.ts'),
  route('evidence/:id', 'routes/workspace/evidence-file.ts'),
  route('workspace/calendar.ics', 'routes/workspace/calendar-file.ts'),
];

/** What a partner sees of its own support, and nothing else. Guarded by the layout, and by each procedure again. */
const partnerRoutes: RouteConfigEntry[] = [
  layout('routes/partner/partner-layout.tsx', [
    route('partner', 'routes/partner/supports.tsx'),
    route('partner/:plan/:code', 'routes/partner/support.tsx'),
  ]),
];

/** The other side: review, compiling, publishing, accounts. Guarded by the layout, and by each procedure again. */
const secretariatRoutes: RouteConfigEntry[] = [
  layout('routes/secretariat/secretariat-layout.tsx', [
    ...prefix('secretariat', [
      index('routes/secretariat/home.tsx'),
      route('rounds', 'routes/secretariat/rounds.tsx'),
      route('rounds/:round', 'routes/secretariat/board.tsx'),
      route('rounds/:round/values.csv', 'routes/secretariat/restricted-csv.ts', { id: 'round-values-csv' }),
      route('rounds/:round/completeness', 'routes/secretariat/completeness.tsx'),
      route('review', 'routes/secretariat/queue.tsx'),
      route('review/accept', 'routes/secretariat/review-accept.tsx'),
      route('phrases', 'routes/secretariat/phrases.tsx'),
      route('review/:round/:reporter', 'routes/secretariat/review.tsx'),
      route('review/:round/:reporter/whole', 'routes/secretariat/review-whole.tsx'),
      route('review/:round/:reporter/decide', 'routes/secretariat/review-decide.tsx'),
      route('compile/:round', 'routes/secretariat/compile.tsx'),
      route('compile/:round/sections/:key', 'routes/secretariat/compile-section.tsx'),
      route('compile/:round/sections/:key/versions', 'routes/secretariat/compile-versions.tsx'),
      route('compile/:round/comparability', 'routes/secretariat/compile-comparability.tsx'),
      route('compile/:round/editions', 'routes/secretariat/editions.tsx'),
      route('compile/:round/editions/compare', 'routes/secretariat/edition-compare.tsx'),
      route('compile/:round/editions/:draft/:edition', 'routes/secretariat/edition.tsx'),
      route('publish', 'routes/secretariat/publish-list.tsx'),
      route('publish/withdraw/:number', 'routes/secretariat/publish-withdraw.tsx'),
      route('publish/:round', 'routes/secretariat/publish.tsx'),
      route('publish/:round/suppressed.csv', 'routes/secretariat/suppressed-csv.ts'),
      route('publish/:round/consent', 'routes/secretariat/publish-consent.tsx'),
      route('learning', 'routes/secretariat/learning.tsx'),
      route('learning/:kind', 'routes/secretariat/learning-list.tsx'),
      route('learning/:kind/:code', 'routes/secretariat/learning-entry.tsx'),
      route('targets', 'routes/secretariat/national-targets.tsx'),
      route('targets/:round/:reporter/:code', 'routes/secretariat/national-target.tsx'),
      route('support', 'routes/secretariat/support.tsx'),
      route('support/import', 'routes/secretariat/support-import.tsx'),
      route('support/rates', 'routes/secretariat/support-rates.tsx'),
      route('support/:code', 'routes/secretariat/support-entry.tsx'),
      route('personal-data', 'routes/secretariat/personal-data.tsx'),
      route('plan', 'routes/secretariat/plan.tsx'),
      route('plan/add-activity', 'routes/secretariat/plan-activity-add.tsx'),
      route('plan/activities/:code', 'routes/secretariat/plan-activity.tsx'),
      route('plan/activities/:code/end', 'routes/secretariat/plan-activity-end.tsx'),
      route('plan/activities/:code/merge', 'routes/secretariat/plan-activity-merge.tsx'),
      route('plan/activities/:code/split', 'routes/secretariat/plan-activity-split.tsx'),
      route('plan/activities/:code/resume', 'routes/secretariat/plan-resume.tsx', {
        id: 'plan-activity-resume',
      }),
      route('plan/indicators/:code/resume', 'routes/secretariat/plan-resume.tsx', {
        id: 'plan-indicator-resume',
      }),
      route('plan/indicators/:code', 'routes/secretariat/plan-indicator.tsx'),
      route('plan/indicators/:code/end', 'routes/secretariat/plan-indicator-end.tsx'),
      route('plan/workbook', 'routes/secretariat/workbook-file.ts', { id: 'plan-workbook' }),
      route('plan/import', 'routes/secretariat/plan-import.tsx'),
      route('plan/import/:upload', 'routes/secretariat/plan-preview.tsx'),
      route('plan/import/:upload/marked', 'routes/secretariat/workbook-file.ts', { id: 'plan-marked' }),
      route('reference', 'routes/secretariat/reference.tsx'),
      route('reference/:list', 'routes/secretariat/reference-list.tsx'),
      route('reference/:list/:row', 'routes/secretariat/reference-row.tsx'),
      route('library', 'routes/secretariat/library.tsx'),
      route('library/new', 'routes/secretariat/library-entry.tsx', { id: 'library-new' }),
      route('recommendations', 'routes/secretariat/all-recommendations.tsx'),
      route('library/:code', 'routes/secretariat/library-entry.tsx'),
      route('library/:code/arrangement', 'routes/secretariat/arrangement.tsx'),
      route('library/:code/recommendations', 'routes/secretariat/recommendations.tsx'),
      route('library/:code/recommendations/:recommendation', 'routes/secretariat/recommendation-entry.tsx'),
      route('people', 'routes/secretariat/people.tsx'),
      route('people/review', 'routes/secretariat/people-review.tsx'),
      route('people/template', 'routes/secretariat/workbook-file.ts', { id: 'people-template' }),
      route('people/import', 'routes/secretariat/people-import.tsx'),
      route('people/import/:upload', 'routes/secretariat/people-preview.tsx'),
      route('people/:person/role', 'routes/secretariat/people-role.tsx'),
      route('audit', 'routes/secretariat/audit.tsx'),
      route('audit.csv', 'routes/secretariat/restricted-csv.ts', { id: 'audit-csv' }),
      route('lists/:list', 'routes/secretariat/list-file.ts'),
      route('mail', 'routes/secretariat/mail.tsx'),
    ]),
    route('admin/outbox', 'routes/admin/outbox.tsx'),
    route('admin/outbox/:mail', 'routes/admin/outbox-mail.tsx'),
  ]),
  route('secretariat/compile/:round/editions/:draft/files/:file', 'routes/secretariat/edition-file.ts'),
  route('admin/outbox/:mail/message.eml', 'routes/admin/outbox-message.ts'),
];

/** Every page, by audience. */
export default [
  ...publicRoutes,
  ...authRoutes,
  ...workspaceRoutes,
  ...partnerRoutes,
  ...secretariatRoutes,
] satisfies RouteConfig;
