import { FileRefusal } from './file-refusal.ts';

/**
 * The text of an XML part. Office programs write UTF-8 without a document type; anything else is a part that would be
 * read otherwise here than there, and is refused.
 */
export function readXml(content: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new FileRefusal('A part of the file is not written in UTF-8. Save it again in a newer program.');
  }
  if (/<!DOCTYPE|<!ENTITY/i.test(text) || text.includes('\0')) {
    throw new FileRefusal(
      'A part of the file defines words of its own, which documents do not need. Save it again.',
    );
  }
  return text;
}

export const writeXml = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The value of an attribute, unescaped as far as addresses need it; null where it is not there. */
export function readAttribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const raw = found?.[1] ?? found?.[2] ?? null;
  if (raw === null) return null;
  return raw
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code: string) =>
      String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)),
    )
    .replace(/&#(\d{1,7});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** The same tag with another value of an attribute. */
export function setAttribute(tag: string, name: string, value: string): string {
  const escaped = value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  return tag.replace(
    new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`),
    (_, before: string) => `${before}"${escaped}"`,
  );
}
