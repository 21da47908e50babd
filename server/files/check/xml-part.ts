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
    throw new FileRefusal(otherEncoding);
  }
  const declared = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/i.exec(text)?.[1];
  if (declared !== undefined && !/^(utf-?8|us-ascii)$/i.test(declared)) throw new FileRefusal(otherEncoding);
  if (/<!DOCTYPE|<!ENTITY/i.test(text) || text.includes('\0')) {
    throw new FileRefusal(
      'A part of the file defines words of its own, which documents do not need. Save it again.',
    );
  }
  return text;
}

const otherEncoding = 'A part of the file is not written in UTF-8. Save it again in a newer program.';

export const writeXml = (text: string): Uint8Array => new TextEncoder().encode(text);
