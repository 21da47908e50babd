import { useRouteLoaderData } from 'react-router';
import { noNumberStates } from '#server/domain/figure/symbol-shapes.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { LanguageContext, type SymbolWords } from './language-context.tsx';

/** The words beside marks in a language, or undefined for English, where the marks have their own. */
export function buildSymbolWords(code: LanguageCode): SymbolWords | undefined {
  if (code === 'en') return undefined;
  const figure = getMessages(code, 'figure').messages;
  const noNumbers = noNumberStates.map((state) => [
    state,
    { word: figure[state] ?? state, meaning: figure[`${state}Meaning`] ?? '' },
  ]);
  return {
    marks: getMessages(code, 'status').messages['marks'] ?? '',
    noNumbers: Object.fromEntries(noNumbers),
    range: {
      word: figure['range'] ?? '',
      meaning: figure['rangeMeaning'] ?? '',
      inWords: figure['rangeInWords'] ?? '',
    },
  };
}

/** The language of the page in view, from what a route's `meta` is given. */
export function readPageLanguage(
  matches: readonly ({ id: string; loaderData?: unknown } | undefined)[],
): LanguageCode {
  const root = matches.find((match) => match?.id === 'root')?.loaderData as
    | { language?: LanguageCode }
    | undefined;
  return root?.language ?? 'en';
}

/** Says to everything inside which language the page is in; by the root, so that it holds for pages that fail too. */
export function PageLanguageProvider({
  labels,
  children,
}: {
  labels: Readonly<Record<string, string>>;
  children: React.ReactNode;
}) {
  const code = useRouteLoaderData<{ language: LanguageCode }>('root')?.language ?? 'en';
  return (
    <LanguageContext value={{ code, labels, markWords: buildSymbolWords(code) }}>{children}</LanguageContext>
  );
}
