import { layout, route, type RouteConfigEntry } from '@react-router/dev/routes';

/** Pages of those who report. Every one asks who is there; nothing is kept. */
export const workspaceRoutes: RouteConfigEntry[] = [
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
    route('workspace/:round/cooperation', 'routes/workspace/cooperation.tsx'),
    route('workspace/:round/activities/:code', 'routes/workspace/activity-entry.tsx'),
    route('workspace/:round/indicators/:code', 'routes/workspace/indicator-entry.tsx'),
    route('workspace/:round/grid/:area', 'routes/workspace/grid.tsx'),
    route('workspace/:round/copied', 'routes/workspace/copied.tsx'),
    route('workspace/:round/restore', 'routes/workspace/restore.tsx'),
    route('workspace/:round/check', 'routes/workspace/check.tsx'),
    route('workspace/:round/reason', 'routes/workspace/give-reason.tsx'),
    route('workspace/:round/clearance-pack', 'routes/workspace/clearance-pack.ts'),
    route('workspace/:round/clearance-pack.pdf', 'routes/workspace/clearance-pack.ts', {
      id: 'newest-pack-pdf',
    }),
    route('workspace/:round/clearance-pack.docx', 'routes/workspace/clearance-pack.ts', {
      id: 'newest-pack-docx',
    }),
    route('workspace/:round/clearance-pack/:file', 'routes/workspace/clearance-pack-file.ts'),
    route('workspace/:round/questions', 'routes/workspace/questions.tsx'),
    route('workspace/:round/receipt', 'routes/workspace/receipt.tsx'),
    route('workspace/:round/report', 'routes/workspace/own-editions.tsx'),
    route('workspace/:round/report/:draft', 'routes/workspace/own-edition.tsx'),
    route('workspace/:round/workbook', 'routes/workspace/workbook.tsx'),
    route('workspace/:round/workbook/upload', 'routes/workspace/workbook-upload.tsx'),
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
