import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Milliseconds; against what hangs. */
const longest = 120_000;
/** Milliseconds between two looks at a page. */
const interval = 100;

type Message = { id: number; type: 'success' | 'error'; result?: unknown; error?: string; message?: string };

/** A person's browser: a page with cookies of its own. */
export type Visitor = {
  /** Opens an address and waits until it is loaded. */
  goto(url: string): Promise<void>;
  /** The value of an expression in the page: text, a number or a truth value. */
  read<T extends string | number | boolean>(expression: string): Promise<T>;
  /** Waits until an expression is true in the page. Throws with the words of the page when that takes too long. */
  until(expression: string): Promise<void>;
  /** Clicks with the mouse on what the expression gives. */
  click(expression: string): Promise<void>;
  /** Replaces what a field has by keys. */
  fill(expression: string, text: string): Promise<void>;
};

export type Firefox = { openVisitor(): Promise<Visitor>; close(): Promise<void> };

/**
 * Starts the Firefox of the machine and speaks WebDriver BiDi with it: Debian's is older than Playwright asks for. Throws
 * a sentence when there is none.
 */
export async function openFirefox(): Promise<Firefox> {
  const program = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
  if (!program)
    throw new Error('There is no Firefox on this machine. On Debian: apt-get install firefox-esr.');
  const profile = await mkdtemp(join(tmpdir(), 'bohol-firefox-'));
  const child = spawn(program, ['--headless', '--remote-debugging-port=0', '--profile', profile], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile },
  });
  const ended = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    createInterface(child.stderr).on('line', (line) => {
      const [, found] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (found) resolve(`${found}/session`);
    });
    void ended.then(() => reject(new Error('Firefox ended before it listened.')));
  });
  const send = await openSession(address);
  return {
    async openVisitor() {
      const { userContext } = (await send('browser.createUserContext', {})) as { userContext: string };
      const { context } = (await send('browsingContext.create', { type: 'tab', userContext })) as {
        context: string;
      };
      return createVisitor(send, context);
    },
    async close() {
      await send('browser.close', {});
      await ended;
      await rm(profile, { recursive: true, force: true });
    },
  };
}

type Send = (method: string, params: object) => Promise<unknown>;

async function openSession(address: string): Promise<Send> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (message: Message) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  await once(socket, 'open');
  let lastId = 0;
  const send: Send = async (method, params) => {
    lastId += 1;
    const id = lastId;
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const message = await answer;
    if (message.type === 'error') throw new Error(`${method}: ${message.error}: ${message.message}`);
    return message.result;
  };
  await send('session.new', { capabilities: {} });
  return send;
}

type Evaluated = {
  type: 'success' | 'exception';
  result: { value?: unknown; sharedId?: string };
  exceptionDetails?: { text: string };
};

function createVisitor(send: Send, context: string): Visitor {
  async function evaluate(expression: string): Promise<Evaluated['result']> {
    const evaluated = (await send('script.evaluate', {
      expression,
      target: { context },
      awaitPromise: true,
      resultOwnership: 'root',
    })) as Evaluated;
    if (evaluated.type === 'exception') throw new Error(`${expression}: ${evaluated.exceptionDetails?.text}`);
    return evaluated.result;
  }
  const visitor: Visitor = {
    async goto(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    read: async <T>(expression: string) => (await evaluate(expression)).value as T,
    async until(expression) {
      for (const end = Date.now() + longest; Date.now() < end; await pause()) {
        // While a page goes away there is nothing to ask.
        if ((await evaluate(`Boolean(${expression})`).catch(() => null))?.value === true) return;
      }
      const words = await visitor.read<string>('document.body.innerText');
      throw new Error(
        `${expression} did not become true at ${await visitor.read('location.href')}:\n${words}`,
      );
    },
    async click(expression) {
      await visitor.until(expression);
      const { sharedId } = await evaluate(
        `(() => { const found = ${expression}; found.scrollIntoView({ block: 'center' }); return found; })()`,
      );
      const origin = { type: 'element', element: { sharedId } };
      await send('input.performActions', {
        context,
        actions: [
          {
            type: 'pointer',
            id: 'mouse',
            actions: [
              { type: 'pointerMove', x: 0, y: 0, origin },
              { type: 'pointerDown', button: 0 },
              { type: 'pointerUp', button: 0 },
            ],
          },
        ],
      });
    },
    async fill(expression, text) {
      await visitor.click(expression);
      await evaluate(`document.activeElement.select()`);
      const keys = text === '' ? ['\uE003'] : [...text];
      await send('input.performActions', {
        context,
        actions: [
          {
            type: 'key',
            id: 'keyboard',
            actions: keys.flatMap((value) => [
              { type: 'keyDown', value },
              { type: 'keyUp', value },
            ]),
          },
        ],
      });
    },
  };
  return visitor;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, interval));
