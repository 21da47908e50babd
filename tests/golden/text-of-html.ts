import { withoutChance } from './text-of-value.ts';

/** How a page looks, what lets its own scripts run, and what the router's scripts look for. */
const leftOut = new Set(['class', 'data-discover', 'nonce', 'style']);
const withoutContent = /<(style)\b[^>]*>.*?<\/\1>/gs;
/** Scripts but for those that say something: descriptions for search engines. */
const scripts = /<script\b(?![^>]*ld\+json)[^>]*>.*?<\/script>/gs;
const preloads = /<link rel="(?:preload|modulepreload|stylesheet)"[^>]*>/g;

/** A page with each tag and each piece of text on a line of its own. */
export function textOfHtml(html: string): string {
  const lines = html
    .replaceAll(withoutContent, '')
    .replaceAll(scripts, '')
    .replaceAll(preloads, '')
    .replaceAll(/<!--.*?-->/gs, '')
    .split(/(<[^>]*>)/)
    .map((piece) => (/^<[\w/]/.test(piece) ? tidyTag(piece) : piece.replaceAll(/\s+/g, ' ').trim()))
    .filter((piece) => piece !== '');
  return withoutChance(lines.join('\n'));
}

function tidyTag(tag: string): string {
  const [, name = ''] = /^<(\/?[\w-]+)/.exec(tag) ?? [];
  const attributes = [...tag.matchAll(/\s([\w:-]+)(?:="([^"]*)")?/g)]
    .filter(([, key = '']) => !leftOut.has(key))
    .map(([, key = '', value]) =>
      value === undefined ? key : `${key}="${value.replaceAll(/_[rR]_\w*_/g, '<n>')}"`,
    );
  return `<${[name, ...attributes].join(' ')}>`;
}
