const longestLink = 2000;

/** A link as it is stored: as the browser would spell it; what cannot be read stays as it was typed. */
export function normaliseLink(typed: string): string {
  const text = typed.trim();
  // "www.example.org/report" is what people type.
  const whole = /^[\w-]+(\.[\w-]+)+([/?#]|$)/u.test(text) ? `https://${text}` : text;
  return URL.parse(whole)?.href ?? text;
}

/** What is wrong with a link, as a sentence, or null. */
export function findLinkProblem(link: string): string | null {
  if (link === '') return 'Paste the address of the page or document.';
  if (link.length > longestLink) return `The address is longer than ${longestLink} characters.`;
  const url = URL.parse(link);
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    return 'The address must begin with https://, such as https://example.org/report.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'Leave out the name and password before the @ in the address; give access in another way.';
  }
  if (!url.hostname.includes('.') || /^[\d.]+$|^\[/.test(url.hostname)) {
    return 'Give an address that others can reach, such as https://example.org/report.';
  }
  // Whoever holds such an address is let in, and it would be kept where more people read it.
  if (/[?&#](access_token|sig|signature|x-amz-signature|password|token)=/i.test(link)) {
    return 'The address carries a key that lets anybody in. Attach the file itself, or give an address without the key.';
  }
  return null;
}

/** Whether this is an address of a page on the web, as it is written into pages and files; nothing else ever is. */
export const isWebAddress = (address: string): boolean => /^https?:\/\/[^\s\\\p{C}]+$/iu.test(address);

/** Whether a link is not protected on its way; said beside it. */
export const isPlainLink = (link: string): boolean => link.startsWith('http:');

/**
 * The site that a link leads to, as it is safe to show: names in other scripts stay in the spelling of the network
 * ("xn--…"), in which look-alikes differ.
 */
export const sayLinkHost = (link: string): string => URL.parse(link)?.host ?? link;
