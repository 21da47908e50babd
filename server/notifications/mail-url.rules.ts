/** How to reach an SMTP server. */
export type SmtpServer = {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** Without TLS from the first byte: whether the server must change to it before anything is sent. */
  requireTls: boolean;
  auth: { user: string; pass: string } | null;
};

const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);

/**
 * Reads an address such as smtp://user:password@mail.example.org:587. Mail leaves this machine encrypted: smtps from
 * the first byte, smtp after STARTTLS, which the server must offer. "?tls=optional" is for a relay in one's own house
 * that cannot; a password is never sent that way. Throws with one sentence, which repeats nothing of the address.
 */
export function parseMailUrl(text: string): SmtpServer {
  const url = URL.parse(text);
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    throw new Error(
      'MAIL_URL must be the address of an SMTP server, such as smtp://user:password@mail.example.org:587.',
    );
  }
  if (!['', '/'].includes(url.pathname) || url.hash !== '') {
    throw new Error('MAIL_URL must end after the host and port of the SMTP server.');
  }
  const unknown = [...url.searchParams].some(([name, value]) => name !== 'tls' || value !== 'optional');
  if (unknown) throw new Error('MAIL_URL may end in "?tls=optional" and in nothing else after its port.');
  const secure = url.protocol === 'smtps:';
  const local = isLoopback(url.hostname);
  const optional = url.searchParams.has('tls');
  const auth = readCredentials(url);
  if (auth && optional && !secure && !local) {
    throw new Error('MAIL_URL holds a password, which is never sent without TLS: leave "?tls=optional" out.');
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: !secure && !local && !optional,
    auth,
  };
}

function readCredentials(url: URL): SmtpServer['auth'] {
  if (url.username === '') return null;
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    throw new Error('MAIL_URL holds a "%" that is no escape: write "%25" for it in the name or password.');
  }
}

export type Sender = { name: string; address: string };

const addressPattern = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

/** Whether a mail can be sent to this address: one mailbox, nothing that would end a header or add another one. */
export const isMailAddress = (address: string): boolean =>
  address.length <= 254 && addressPattern.test(address);

/** Reads "Bohol tracker <no-reply@example.org>" or the address alone; null when it is neither. */
export function parseSender(text: string): Sender | null {
  const match = /^(?:"?([^"<>@]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))$/.exec(text.trim());
  const address = match?.[2] ?? match?.[3] ?? '';
  // oxlint-disable-next-line no-control-regex -- these are the characters that must not be there
  if (!match || !isMailAddress(address) || /[\u0000-\u001f\u007f]/.test(text)) return null;
  return { name: match[1]?.trim() || 'Bohol tracker', address };
}

/** Where mail comes from when MAIL_FROM does not say: the host of the public address. */
export function buildDefaultSender(origin: string): Sender {
  const { hostname } = new URL(origin);
  const isName = /[a-z]/i.test(hostname) && !hostname.includes(':');
  return { name: 'Bohol tracker', address: `no-reply@${isName ? hostname : 'localhost'}` };
}
