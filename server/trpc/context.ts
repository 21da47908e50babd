import type { Logger } from 'pino';
import type { Accounts } from '#server/auth/accounts.ts';
import type { Outbox } from '#server/notifications/outbox.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import type { AccountHelp } from '#server/use-cases/person/request-reset.ts';

/** What a request is made with. Built once a request, by server/http; tests build their own. */
export type TrpcContext = FilesContext & {
  accounts: Accounts;
  help: AccountHelp;
  /** Mail that lies here for want of a mail server, where it may be read: in the demo. */
  outbox: Outbox | null;
  headers: Headers;
  ip: string;
  /** The reference that a person sees when the server is at fault. */
  requestId: string;
  log: Logger;
  /** Cookies that the answer sets: filled by signing in and out. */
  cookies: string[];
  /** In how many seconds to try again, where the answer is that one has to wait; 0 otherwise. */
  wait: { seconds: number };
  /** Called when a new publication is out, so that kept pages are let go. */
  onPublished: () => Promise<void>;
};
