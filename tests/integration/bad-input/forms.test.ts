import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerBuild } from 'react-router';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RoleName, setStage, type Stage } from '#tests/integration/access/stage.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadAllPages } from '#tests/support/pages-from-source.ts';
import { rounds } from '#tests/support/rounds.ts';

/**
 * Forms that no page of ours sends, to every page that takes one, by everybody who may open it. Whatever comes of it is
 * an answer or a refusal, never a fault of the server. The long suite sends all of them, `npm test` one in 500.
 */
const oneIn = rounds(500, 1);
const senders: RoleName[] = ['focal_state', 'clearing_officer', 'secretariat_officer', 'administrator'];

let stage: Stage;
let server: HttpServer;
let pages: ServerBuild;
const cookies = new Map<RoleName, string>();
beforeAll(async () => {
  stage = await setStage();
  pages = await loadAllPages();
  server = await serveWorld(stage.world, { loadBuild: () => Promise.resolve(pages) });
  for (const role of senders) {
    const { viewer } = stage.people[role];
    if (!viewer) throw new Error(`${role} has no account.`);
    cookies.set(role, await server.signIn({ id: viewer.personId }));
  }
});
afterAll(async () => {
  await server?.stop();
  await stage?.world.close();
});

/** The address of a page, with what is really there in the place of parameters. */
function buildPath(id: string, role: RoleName): string {
  const item = stage.itemOf(role, 'own', 'draft');
  const values: Record<string, string> = {
    ':round': item.round,
    ':reporter': item.reporter,
    ':code': id.includes('indicator') ? item.indicator : item.activity,
    ':person': stage.target,
    ':number': '1',
    ':token': stage.invitations.fresh.token,
  };
  const parts: string[] = [];
  for (
    let route = pages.routes[id];
    route;
    route = route.parentId ? pages.routes[route.parentId] : undefined
  ) {
    if (route.path) parts.unshift(route.path);
  }
  const path = parts.join('/').replace(/:[a-z]+\??/gi, (name) => values[name.replace('?', '')] ?? '1');
  const query = pages.routes[id]?.index ? '?index&' : '?';
  return `/${path}${query}reporter=${item.reporter}`;
}

/** Names of fields and of what buttons ask for, wherever our pages name one. */
async function readWords(): Promise<{ fields: string[]; intents: string[] }> {
  const folder = join(import.meta.dirname, '../../../app');
  const fields = new Set<string>();
  const intents = new Set<string>(['']);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!/\.tsx?$/.test(entry.name)) continue;
    const text = await readFile(join(entry.parentPath, entry.name), 'utf8');
    for (const [, name] of text.matchAll(/(?:name="|(?:get|getAll|has)\(')([A-Za-z_-]+)["']/g))
      fields.add(name ?? '');
    for (const [, name] of text.matchAll(
      /'?([A-Za-z-]+)'?: (?:text|line|number|list|files|ticked|secret)\b/g,
    ))
      fields.add(name ?? '');
    for (const [, value] of text.matchAll(/(?:value="|case '|=== ')([a-z][A-Za-z_-]+)["']/g))
      intents.add(value ?? '');
    for (const [, name] of text.matchAll(/'?([a-z][A-Za-z-]*)'?: intent\(/g)) intents.add(name ?? '');
  }
  return { fields: [...fields], intents: [...intents] };
}

const values = [
  '',
  ' ',
  'x',
  '-1',
  '1e400',
  '9'.repeat(40),
  '1',
  'constructor',
  '__proto__',
  '\u0000',
  '\u202e',
  'x'.repeat(2_000),
  '{"a":1}',
  '[]',
  '2024-02-31',
  'TH',
  '%',
];

/** Every form that is tried at a page: each intent with all fields of one value, and fields that are files. */
function listForms({ fields, intents }: { fields: string[]; intents: string[] }): (() => FormData)[] {
  const fill = (intent: string, valueOf: (name: string) => string | Blob) => {
    const form = new FormData();
    for (const name of fields) form.append(name, valueOf(name));
    for (const name of ['intent', 'answer', 'action', 'step', 'do']) form.set(name, intent);
    return form;
  };
  return intents.flatMap((intent, index) => [
    () => {
      const bare = new FormData();
      bare.set('intent', intent);
      return bare;
    },
    () => fill(intent, () => values[index % values.length] ?? ''),
    () => fill(intent, (name) => values[(index + name.length) % values.length] ?? ''),
    () => fill(intent, () => new Blob(['x'])),
    () => {
      const twice = fill(intent, () => 'a');
      for (const name of fields) twice.append(name, 'b');
      return twice;
    },
  ]);
}

test('no form is a fault of the server', { timeout: 3_600_000 }, async () => {
  const words = await readWords();
  expect(words.fields.length).toBeGreaterThan(80);
  // Those by which a session may end come last.
  const taking = Object.values(pages.routes)
    .filter((route) => route?.module.action)
    .sort((a, b) => Number(/auth/.test(a?.id ?? '')) - Number(/auth/.test(b?.id ?? '')));
  expect(taking.length).toBeGreaterThan(40);
  const faults = new Set<string>();
  const statuses = new Map<number, number>();
  const forms = listForms(words);
  let turn = 0;
  for (const route of taking) {
    const id = route?.id ?? '';
    const [first = 'focal_state', second = 'clearing_officer'] = /workspace/.test(id)
      ? senders
      : senders.slice(2);
    for (const role of [first, second]) {
      for (const build of forms) {
        turn += 1;
        if (turn % oneIn !== 0) continue;
        const form = build();
        const encoded = new Response(form);
        const body = Buffer.from(await encoded.arrayBuffer());
        const cookie = cookies.get(role) ?? '';
        const answer = await server.send({
          method: 'POST',
          path: buildPath(id, role),
          headers: {
            'content-type': encoded.headers.get('content-type') ?? '',
            'content-length': String(body.length),
            cookie,
          },
          body,
        });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status >= 500) {
          faults.add(`${id} by ${role}: ${String(form.get('intent'))} -> ${answer.status}`);
        }
      }
    }
  }
  expect([...faults]).toEqual([]);
  // Most of it reached a page and was judged there.
  expect((statuses.get(400) ?? 0) + (statuses.get(200) ?? 0)).toBeGreaterThan(rounds(50, 100));
});

test.each<[string, string, string, number]>([
  ['JSON', 'application/json', '{}', 415],
  ['words', 'text/plain', 'intent=x', 415],
  ['nothing that says what it is', '', 'intent=x', 415],
  ['a form of parts without parts', 'multipart/form-data; boundary=x', 'garbage', 400],
  ['a form of parts without a boundary', 'multipart/form-data', '--x--', 400],
])('what is no form (%s) is told so by every page that takes one', async (_, type, body, status) => {
  for (const route of Object.values(pages.routes)) {
    if (!route?.module.action) continue;
    for (const cookie of ['', cookies.get('secretariat_officer') ?? '']) {
      const answer = await server.send({
        method: 'POST',
        path: buildPath(route.id, 'focal_state'),
        headers: { 'content-type': type, cookie },
        body,
      });
      expect([route.id, answer.status]).toEqual([route.id, status]);
      expect(answer.text).toContain('"stableCode":"BAD_INPUT"');
    }
  }
});
