import { createContext, type RouterContextProvider } from 'react-router';
import type { AppCaller, PageParts, RenderedPage } from '#app/contract.ts';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';

/** What loaders and actions are given: the application's contract, and little else. */
export type RequestContext = {
  /** The contract as the public sees it: no session is read. For routes/public. */
  publicCaller: AppCaller;
  /** The contract as the signed-in person sees it. Reads the session on first use. */
  caller: AppCaller;
  /** The signed-in person, or null. */
  viewer: () => Promise<Viewer | null>;
  /**
   * The form that an action was sent, parsed by server/http/read-form.ts; null where no form was posted. Actions read
   * it by `readForm`, never from the request.
   */
  form: FormData | null;
  /**
   * Why a file cannot be given, as its loader has thrown it: the page that is shown in its place says it; see
   * server/http/page-answer.ts. Null on every other page.
   */
  failed: { status: number; refusal: unknown } | null;
  /** The reference of this request, for a person to quote. */
  requestId: string;
  /** Logs what a page met, with the reference, the address and nothing that anybody wrote. */
  logFault: (error: unknown) => void;
  /** The tracker's public address: for links in files, whatever name the request used. */
  origin: string;
  /** Lets our own inline scripts run; see server/http/security-headers.ts. */
  nonce: string;
  /** Whether mail that waits in the outbox may be read in the browser. */
  demo: boolean;
  /** The sentence above every page while the plan is illustrative; empty otherwise. */
  notice: string;
  /** What a page of a preview says of itself; empty on every other page. */
  previewNotice: string;
  /** Today in the tracker's calendar, as an ISO date (UTC). */
  today: string;
  /** The language that the address names; English where it names none. */
  language: LanguageCode;
  /** Address of the script of the public pages, which do without the pages' own. */
  publicScript: string;
  /** Renders the page of this request; see server/http/renderers.ts. */
  render: (parts: PageParts) => Promise<RenderedPage>;
  /** Draws a drawing as PNG, `scale` px for each unit of it. Only for drawings that we made. */
  drawPng: (svg: string, scale: number) => Promise<Uint8Array>;
};

/** Set by server/http for each request; see entry.server.tsx. */
export const requestContext = createContext<RequestContext>();

/** The form that an action was sent. Empty for a request without one. */
export const readForm = (context: Readonly<RouterContextProvider>): FormData =>
  context.get(requestContext).form ?? new FormData();
