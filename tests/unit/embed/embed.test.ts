import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { answerEmbed, embedStyles } from '#app/features/embed/answer-embed.server.tsx';
import { buildEmbedCode, nameFrame, suggestHeight } from '#app/features/embed/embed-code.tsx';
import { embedScript } from '#server/domain/embed/embed-policy.ts';
import type { RequestContext } from '#app/request-context.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { course, multiples, stacked } from '../figure/sample-figures.ts';

const notice = 'Everything here is fictional.';

/** Answers as the tracker would that has this one figure. */
function ask(found: FigureDefinition | Error, search = '', language: RequestContext['language'] = 'en') {
  const dashboard = {
    figure: () =>
      found instanceof Error
        ? Promise.reject(found)
        : Promise.resolve({
            ...drawForPages(found, { words, labels: {} }),
            newest: 3,
            plan: 'The plan',
            notice,
          }),
    labels: () => Promise.resolve({ 'activity_status/done': 'เสร็จสิ้น' }),
  };
  const context = {
    publicCaller: { dashboard },
    requestId: 'TEST-00001',
    origin: 'https://tracker.example',
    language,
  } as unknown as RequestContext;
  return answerEmbed(context, 'any', new Request(`https://tracker.example/embed/figures/any${search}`));
}

describe('a figure in a frame', () => {
  test.each([stacked, course, multiples])('$id is whole, and says where it is from', async (figure) => {
    const html = await (await ask(figure)).text();
    const said = html
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    for (const each of [
      `>${figure.title}</h1>`,
      figure.summary,
      'Source: reports of <lead> bodies',
      'Coverage: 9 of 11 states',
      'Second half of 2025',
      'Publication 3, 20 May 2026',
      notice,
    ]) {
      expect(said).toContain(each);
    }
    // Its table has a row for each of the figure's and one for the heads.
    expect(html.match(/<tr>/g)).toHaveLength(figure.rows.length + 1);
    expect(html.match(/<svg [^>]*role="img"/g)).toHaveLength(2);
  });

  test('loads and keeps nothing, and runs only what says how high it is', async () => {
    const answer = await ask(stacked);
    const html = await answer.text();
    expect(html.match(/<script.*?<\/script>/g)).toEqual([`<script>${embedScript}</script>`]);
    expect(html).not.toMatch(/\son\w+=|<link rel="(?!canonical)|@import|url\((?!#)|<img|<iframe/i);
    expect(html).not.toContain('<b>');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('cache-control')).toMatch(/^public/);
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const policy = answer.headers.get('content-security-policy') ?? '';
    // Pages that are files are of no network, which any list of frame ancestors leaves out.
    expect(policy).not.toContain('frame-ancestors');
    expect(policy).toContain("default-src 'none'");
    const sha256 = createHash('sha256').update(embedScript).digest('base64');
    expect(policy).toContain(`script-src 'sha256-${sha256}'`);
  });

  test('leads back to the figure: to the newest, or to the publication that it stays with', async () => {
    const linkOf = async (search: string) =>
      /<a href="([^"]+)" target="_blank" rel="noopener">/.exec(
        await (await ask(stacked, search)).text(),
      )?.[1];
    expect(await linkOf('')).toBe('https://tracker.example/figures/by-area.sample');
    expect(await linkOf('?publication=3')).toBe(
      'https://tracker.example/figures/by-area.sample?publication=3',
    );
  });

  test('is light: its looks under 6 KB', async () => {
    expect(embedStyles.length).toBeLessThan(6 * 1024);
    expect((await (await ask(multiples)).text()).length).toBeLessThan(60 * 1024);
  });

  test('in another language says so, and what is English in it', async () => {
    const html = await (await ask(stacked, '', 'th')).text();
    expect(html).toMatch(/^<!doctype html><html lang="th">/);
    expect(html).toContain('เสร็จสิ้น');
    expect(html).toContain('<main lang="en">');
    expect(html).toContain('https://tracker.example/th/figures/');
  });

  test.each([
    [new DomainError('NOT_FOUND', 'Publication 3 has no figure any.'), 404, 'Figure not found'],
    [
      new DomainError('BAD_INPUT', 'Give the number of a publication.'),
      400,
      'Give the number of a publication.',
    ],
    [new Error('secret of the server'), 500, 'This figure cannot be shown at the moment'],
  ])('what is not there is said in the same frame (%s)', async (error, status, sentence) => {
    const answer = await ask(error);
    const html = await answer.text();
    expect(answer.status).toBe(status);
    expect(html).toContain(sentence);
    expect(html).not.toContain('secret');
    expect(html).toContain('href="https://tracker.example/"');
    expect(answer.headers.get('content-security-policy')).not.toContain('frame-ancestors');
  });
});

describe('the code for another site', () => {
  test('names the frame and ends no attribute', () => {
    const code = buildEmbedCode('https://a.example/embed/figures/x?publication=1', 'Late: "A" & <b>', 520);
    expect(code).toBe(
      '<iframe src="https://a.example/embed/figures/x?publication=1" title="Late: &quot;A&quot; &amp; &lt;b&gt;" width="100%" height="520" loading="lazy" style="border:0"></iframe><script>(function(f){addEventListener("message",function(e){if(e.source===f.contentWindow&&e.data.boholFigure)f.style.height=e.data.height+"px"})})(document.currentScript.previousSibling)</script>',
    );
  });

  test.each([
    ['Activities by thematic area and status, Second half of 2025', 'Activities by thematic area and status'],
    ['I-B3 Victims identified: the regional figure by round', 'I-B3 Victims identified'],
    ['All 43 activities by thematic area, in the order of the plan', 'A figure'],
    ['Activities of area A by round and status', 'Activities of area A by round and status'],
  ])('names the frame without a number that may change: %s', (summary, name) => {
    expect(nameFrame({ summary }, 'A figure')).toBe(name);
  });

  test('suggests a height that grows with the figure', () => {
    const height = (figure: FigureDefinition) => suggestHeight(drawForPages(figure, { words, labels: {} }));
    const more = {
      ...stacked,
      rows: [...stacked.rows, ...stacked.rows.map((row) => ({ ...row, key: `${row.key}2` }))],
    };
    expect(height(more)).toBeGreaterThan(height(stacked));
    expect(height(stacked) % 10).toBe(0);
  });
});
