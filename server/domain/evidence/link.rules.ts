const longestLink = 2000;

/** Normalises a link as a browser would; a link that cannot be parsed stays as typed. */
export function normaliseLink(typed: string): string {
  const text = typed.trim();
  // People type "www.example.org/report".
  const whole = /^[\w-]+(\.[\w-]+)+([/?#]|$)/u.test(text) ? `https://${text}` : text;
  return URL.parse(whole)?.href ?? text;
}

/** Returns what is wrong with a link, as a sentence, or null. */
export function findLinkProblem(link: string): string | null {
  if (link === '') return 'Paste the address of the page or document.';
  if (link.length > longestLink) return `The address is longer than ${longestLink} characters.`;
  const url = URL.parse(link);
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    return 'The address must begin with https://, such as https://example.org/report.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'Remove the user name and password before the @ in the address. Give access in another way.';
  }
  if (!url.hostname.includes('.') || /^[\d.]+$|^\[/.test(url.hostname)) {
    return 'Give an address that others can open, such as https://example.org/report.';
  }
  // Such an address grants access to whoever holds it, and would be stored where more people read it.
  if (/[?&#](access_token|sig|signature|x-amz-signature|password|token)=/i.test(link)) {
    return 'The address contains a key that gives anybody access. Attach the file itself, or give an address without the key.';
  }
  return null;
}

/** Whether this is the address of a web page, as written into pages and files; nothing else ever is. */
export const isWebAddress = (address: string): boolean => /^https?:\/\/[^\s\\\p{C}]+$/iu.test(address);

/** Whether a link is unencrypted; the pages say so beside it. */
export const isPlainLink = (link: string): boolean => link.startsWith('http:');

/**
 * Returns the host of a link in a form that is safe to show: names in other scripts stay in Punycode
 * ("xn--…"), so that look-alikes differ.
 */
export const describeLinkHost = (link: string): string => URL.parse(link)?.host ?? link;
