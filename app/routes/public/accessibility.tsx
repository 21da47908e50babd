import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords } from '#app/features/language/use-words.ts';
import { AccessibilityPage } from '#app/features/method/accessibility-page.tsx';
import type { Route } from './+types/accessibility';

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords(readPageLanguage(args.matches), 'accessibility');
  return buildPageMeta(args, {
    title: words('title'),
    description: words('description'),
    image: '/og/pages/accessibility',
  });
};

export default function Accessibility() {
  return <AccessibilityPage />;
}
