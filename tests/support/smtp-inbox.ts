import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = { to: string; parsed: ParsedMail; raw: string };

/** What the server answers instead of taking a mail; null takes it. `attempt` counts mails to this address. */
type Refusal = (to: string, attempt: number) => { code: number; sentence: string } | null;

/** A real SMTP server on this machine that keeps what it is given. */
export async function openInbox() {
  const received: ReceivedMail[] = [];
  const attempts = new Map<string, number>();
  let refuse: Refusal = () => null;
  /** While it is set, messages are read and never answered. */
  let silent: ((mail: ReceivedMail) => void) | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, callback) {
      const attempt = (attempts.get(address) ?? 0) + 1;
      attempts.set(address, attempt);
      const refusal = refuse(address, attempt);
      if (!refusal) return callback();
      callback(Object.assign(new Error(refusal.sentence), { responseCode: refusal.code }));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      const take = async () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
        const mail = { to, parsed: await simpleParser(raw), raw };
        if (silent) return silent(mail);
        received.push(mail);
        callback();
      };
      stream.on('end', () => void take());
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    attempts,
    setRefusal(next: Refusal) {
      refuse = next;
    },
    /** Resolves with the first message that is read and left without an answer. */
    fallSilent: () =>
      new Promise<ReceivedMail>((resolve) => {
        silent = resolve;
      }),
    /** Breaks every line that is open, as a cable that is pulled out. */
    hangUp() {
      for (const connection of server.connections) connection._socket.destroy();
    },
    speakAgain() {
      silent = null;
    },
    /** Who got a mail, in the order of addresses, as often as they got one. */
    listReaders: () => received.map(({ to }) => to).toSorted(),
    empty() {
      received.length = 0;
      attempts.clear();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}

export type Inbox = Awaited<ReturnType<typeof openInbox>>;

/** The addresses of a header, as a mail program shows them. */
export const readAddresses = (header: AddressObject | AddressObject[] | undefined): string[] =>
  [header ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''));
