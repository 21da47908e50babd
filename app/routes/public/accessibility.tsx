import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import type { Route } from './+types/accessibility';
import { Prose } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';

export const handle = { translated: true };

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

/** What works for whom, what does not yet, and how it was checked. */
function AccessibilityPage() {
  const words = useWords('accessibility');
  return (
    <>
      <PageHeading lead={words('lead')}>{words('title')}</PageHeading>
      <Prose>
        <h2>{words('relyTitle')}</h2>
        <ul>
          <li>{words('noScripts')}</li>
          <li>{words('figures')}</li>
          <li>{words('keyboard')}</li>
          <li>{words('small')}</li>
          <li>{words('settings')}</li>
          <li>{words('language')}</li>
          <li>{words('light')}</li>
        </ul>

        <h2>{words('shortTitle')}</h2>
        <ul>
          <li>{words('english')}</li>
          <li>{words('exploring')}</li>
          <li>{words('names')}</li>
        </ul>

        <h2>{words('checkedTitle')}</h2>
        <p>{words('checked')}</p>

        <h2>{words('helpTitle')}</h2>
        <p>{words('help')}</p>
      </Prose>
    </>
  );
}
