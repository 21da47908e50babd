/** One household has a whole block of addresses of version 6 (a /64), and counts as one. */
export function groupAddress(address: string): string {
  return listGroups(address)?.join(':') ?? readPlain(address);
}

/**
 * Roughly where an address is, for people who look after accounts: "203.0.113.x", "2001:db8:1::/48". It names a network,
 * not whose line it is.
 */
export function shortenAddress(address: string): string {
  const groups = listGroups(address);
  if (groups) return `${groups.slice(0, 3).join(':')}::/48`;
  const plain = readPlain(address);
  return /^\d+(\.\d+){3}$/.test(plain) ? plain.replace(/\d+$/, 'x') : 'unknown';
}

const readPlain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

/** The four groups that name a /64; null for an address of version 4. */
function listGroups(address: string): string[] | null {
  const plain = readPlain(address);
  if (!plain.includes(':')) return null;
  const [head = '', tail = ''] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const gap = plain.includes('::')
    ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
    : [];
  return [...before, ...gap, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase());
}
