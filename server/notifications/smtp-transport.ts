import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { BuiltMessage, MailTransport, SendOutcome } from './build-message.ts';
import type { SmtpServer } from './mail-url.rules.ts';

/** How long one message may take from the first byte to the last answer, in milliseconds. */
export const sendingLimitMs = 180_000;

type SmtpError = Error & {
  code?: string | undefined;
  responseCode?: number | undefined;
  command?: string | undefined;
};

/**
 * Hands messages to an SMTP server, each over a connection of its own: a connection that is used again may repeat a
 * message by itself when it breaks, and then somebody gets it twice.
 */
export function createSmtpTransport(server: SmtpServer, helloName: string): MailTransport {
  return {
    send: (_, message) =>
      new Promise((resolve) => {
        const connection = new SMTPConnection({
          host: server.host,
          port: server.port,
          secure: server.secure,
          requireTLS: server.requireTls,
          name: helloName,
          tls: { minVersion: 'TLSv1.2' },
          connectionTimeout: 15_000,
          greetingTimeout: 15_000,
          socketTimeout: 60_000,
          logger: false,
        });
        const content = asWatchedStream(message.raw);
        let settled = false;
        const settle = (outcome: SendOutcome) => {
          if (settled) return;
          settled = true;
          clearTimeout(limit);
          // Nothing is waited for after the answer: a server that never says goodbye must not hold the queue.
          connection.quit();
          setTimeout(() => connection.close(), 1_000).unref();
          resolve(outcome);
        };
        const fail = (error: SmtpError) => settle(judge(error, content.isRead()));
        const limit = setTimeout(() => fail(new Error('The server did not answer in time.')), sendingLimitMs);
        const send = () =>
          connection.send(
            { from: message.envelope.from, to: [message.envelope.to] },
            content.stream,
            (error) => (error ? fail(error) : settle({ kind: 'sent' })),
          );
        connection.on('error', fail);
        connection.on('end', () => fail(new Error('The server closed the connection.')));
        connection.connect((error) => {
          if (error) return fail(error);
          if (!server.auth) return send();
          connection.login({ credentials: server.auth }, (refused) => (refused ? fail(refused) : send()));
        });
      }),
  };
}

/** The message as a stream that remembers whether anybody has begun to read it: before that nothing has gone out. */
function asWatchedStream(raw: BuiltMessage['raw']): { stream: Readable; isRead: () => boolean } {
  let read = false;
  const stream = new Readable({
    read() {
      read = true;
      this.push(raw);
      this.push(null);
    },
  });
  return { stream, isRead: () => read };
}

/** What an error says about the message. The text that is kept names no password: servers do not repeat them. */
function judge(error: SmtpError, wasRead: boolean): SendOutcome {
  const text = error.message.replace(/\s+/g, ' ').slice(0, 500);
  const { responseCode, code, command = '' } = error;
  // A refused sender is a matter of the set-up: the same mail will be taken once that is right.
  const isAboutMessage = ['RCPT TO', 'DATA', 'API'].includes(command);
  if (responseCode !== undefined && isAboutMessage) {
    return responseCode >= 500
      ? { kind: 'never', error: text }
      : { kind: 'later', server: false, error: text };
  }
  if (wasRead && responseCode === undefined) return { kind: 'unknown', error: text };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { kind: 'never', error: text };
  // A wrong password or a server that is away says nothing about the message.
  const codes = [code, responseCode].filter((part) => part !== undefined).join('-');
  return { kind: 'later', server: true, error: text, codes };
}
