import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords } from '#app/features/language/use-words.ts';
import { AboutPage } from '#app/features/method/about-page.tsx';
import { useNotice } from '#app/root.tsx';
import type { Route } from './+types/about';

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords(readPageLanguage(args.matches), 'about');
  return buildPageMeta(args, {
    title: words('title'),
    description: words('description'),
    image: '/og/pages/about',
  });
};

export default function About() {
  return <AboutPage notice={useNotice()} />;
}
