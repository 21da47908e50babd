import type { BuiltMessage } from './build-message.ts';

/**
 * What became of a message:
 * - sent: the next server has taken it;
 * - later: it was refused for now, or the server cannot be reached (`server`: whatever the message);
 * - never: it was refused for good;
 * - unknown: the line broke after the message had gone out and before the answer came. It may have arrived.
 */
export type SendOutcome =
  | { kind: 'sent' }
  | {
      kind: 'later';
      server: boolean;
      error: string;
      /** The codes of the failure, such as "EAUTH-535", for the log: a server's words can name whom the mail is for. */
      codes?: string;
    }
  | { kind: 'never'; error: string }
  | { kind: 'unknown'; error: string };

/** Where mail goes. `id` is the mail's number, `at` the moment. */
export type MailTransport = { send(id: number, message: BuiltMessage, at: Date): Promise<SendOutcome> };
