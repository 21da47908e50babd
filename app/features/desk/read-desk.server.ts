import type { RouterContextProvider } from 'react-router';
import type { DeskFrame } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext, type RequestContext } from '#app/request-context.ts';
import { findDeskPlan } from '#server/domain/desk/desk-plan.rules.ts';

/** What a page of the desk knows of the plans: the one that it shows, and all. */
export type DeskPlans = {
  /** Null before a plan is imported. */
  plan: DeskFrame['plans'][number] | null;
  plans: DeskFrame['plans'];
  /** The plan as questions to the contract name it: only where there are several. */
  asked: { plan?: string };
};

/** Remembers the plan that was opened last; see findDeskPlan. */
const cookieName = 'desk_plan';

type Args = { context: Readonly<RouterContextProvider>; request: Request };

/** The loaders of a page and of its frame ask at once: one answer for each request. */
const frames = new WeakMap<RequestContext, Promise<DeskFrame>>();

/** The frame of the page that is asked for. */
export function readDeskFrame({ context }: Pick<Args, 'context'>): Promise<DeskFrame> {
  const asked = context.get(requestContext);
  const frame = frames.get(asked) ?? ask(asked.requestId, () => asked.caller.desk.frame());
  frames.set(asked, frame);
  return frame;
}

function readCookie(request: Request): string | null {
  const pair = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim().split('='))
    .find(([name]) => name === cookieName);
  const code = pair?.[1] ?? '';
  return /^[A-Za-z0-9._-]{1,60}$/.test(code) ? code : null;
}

/** The plan that a page of the desk shows: by its round, by the address, by what was opened last. */
export async function readDeskPlans({ context, request }: Args): Promise<DeskPlans> {
  const { plans } = await readDeskFrame({ context });
  const { pathname, searchParams } = new URL(request.url);
  const [, inPath] = /^\/secretariat\/(?:review|rounds|compile|publish)\/([^/]+)/.exec(pathname) ?? [];
  const plan = findDeskPlan(plans, {
    round: inPath ?? searchParams.get('round') ?? undefined,
    plan: searchParams.get('plan'),
    last: readCookie(request),
  });
  return { plan, plans, asked: plan && plans.length > 1 ? { plan: plan.code } : {} };
}

/** Remembers the plan of the page in view; nothing where there is no choice, or where it is known already. */
export function buildPlanCookie({ request, context }: Args, { plan, plans }: DeskPlans): Headers {
  const headers = new Headers();
  if (!plan || plans.length < 2 || readCookie(request) === plan.code) return headers;
  const secure = context.get(requestContext).origin.startsWith('https:') ? '; Secure' : '';
  headers.set(
    'set-cookie',
    `${cookieName}=${plan.code}; Path=/secretariat; Max-Age=31536000; HttpOnly; SameSite=Lax${secure}`,
  );
  return headers;
}
