import { DataChangesView } from '#app/features/data/data-changes-page.tsx';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import type { Route } from './+types/data-changes';

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'data');
  if (args.error) return buildErrorMeta(words('changes'));
  return buildPageMeta(args, {
    title: words('changes'),
    description: words('changesDescription'),
    image: '/og/pages/data',
  });
};

export default function DataChanges() {
  return <DataChangesView />;
}
