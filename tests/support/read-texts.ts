/** A text of a page, and the language in which it is read out. */
export type PageText = { text: string; lang: string };

const voids = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'wbr', 'col', 'source', 'area']);
/** What is not read as text: drawings have a description, scripts and styles are for machines, choices may be names. */
const silent = new Set(['svg', 'script', 'style', 'template', 'option', 'pre']);

const unescape = (text: string) =>
  text
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Lists the texts of the main part of a page as the server renders it, one for each text node that holds a word. */
export function readMainTexts(html: string): PageText[] {
  const texts: PageText[] = [];
  const open: { name: string; lang: string; inMain: boolean; isSilent: boolean }[] = [];
  for (const [token, close, name = '', attributes = ''] of html.matchAll(
    /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+/gi,
  )) {
    const around = open.at(-1);
    if (token.startsWith('<!')) continue;
    if (name === '') {
      const text = unescape(token).trim();
      // Codes, numbers and signs are the same in every language.
      if (around?.inMain && !around.isSilent && /\p{L}{2}/u.test(text) && !/^[\p{Lu}\d\P{L}]+$/u.test(text)) {
        texts.push({ text, lang: around.lang });
      }
    } else if (close) {
      while (open.length > 0 && open.pop()?.name !== name);
    } else if (!voids.has(name) && !attributes.endsWith('/')) {
      open.push({
        name,
        lang: / lang="([^"]*)"/.exec(attributes)?.[1] ?? around?.lang ?? '',
        inMain: name === 'main' || (around?.inMain ?? false),
        isSilent: silent.has(name) || (around?.isSilent ?? false),
      });
    }
  }
  return texts;
}

/** Letters of the languages that are not in Latin script. */
const scripts: Record<string, RegExp> = { th: /\p{Script=Thai}/u, km: /\p{Script=Khmer}/u };
const englishWords = /\b(the|of|and|are|with|from|which|has|have|by|not|reported|activities|states)\b/i;

/** Lists the texts that are read out in the wrong language: in that of the page what is English, or the reverse. */
export function listMisread(texts: readonly PageText[], lang: string): string[] {
  const own = scripts[lang];
  return texts
    .filter(({ text, lang: marked }) => {
      if (marked !== lang) return own?.test(text) ?? false;
      if (englishWords.test(text)) return true;
      return own !== undefined && !own.test(text) && /[a-z]{3,} [a-z]{3,}/i.test(text);
    })
    .map(({ text, lang: marked }) => `${marked}: ${text}`);
}

/** Returns the part of the texts, in whole percent, that is in a language. */
export function calculateShare(texts: readonly PageText[], lang: string): number {
  return Math.floor((100 * texts.filter((text) => text.lang === lang).length) / texts.length);
}
