/** Groups an IPv6 address by its /64, because one household has a whole block and counts as one. */
export function groupAddress(address: string): string {
  return listGroups(address)?.join(':') ?? readPlain(address);
}

/**
 * Shortens an IP address to its network, for people who look after accounts: "203.0.113.x",
 * "2001:db8:1::/48". It does not identify a connection.
 */
export function shortenAddress(address: string): string {
  const groups = listGroups(address);
  if (groups) return `${groups.slice(0, 3).join(':')}::/48`;
  const plain = readPlain(address);
  return /^\d+(\.\d+){3}$/.test(plain) ? plain.replace(/\d+$/, 'x') : 'unknown';
}

const readPlain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

/** Returns the four groups of a /64, or null for an IPv4 address. */
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
