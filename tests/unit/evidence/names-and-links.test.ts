import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildDisposition } from '#app/features/evidence/send-file.server.ts';
import { findSizeProblem, findTitleProblem, formatFileSize } from '#server/domain/evidence/evidence.rules.ts';
import {
  acceptedFiles,
  normaliseFileName,
  buildTitleFromFileName,
} from '#server/domain/evidence/file-kinds.rules.ts';
import {
  findLinkProblem,
  isPlainLink,
  normaliseLink,
  describeLinkHost,
} from '#server/domain/evidence/link.rules.ts';

describe('names of files', () => {
  test.each([
    ['survey.pdf', 'survey.pdf'],
    ['Survey of March.PDF', 'Survey of March.pdf'],
    ['C:\\Users\\somchai\\survey.pdf', 'survey.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['/etc/shadow.pdf', 'shadow.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['..', 'file.pdf'],
    ['', 'file.pdf'],
    ['report.pdf.exe', 'report.pdf.exe.pdf'],
    ['report\u202efdp.exe', 'reportfdp.exe.pdf'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['CON.pdf', 'CON_.pdf'],
    ['a:b*c?"d<e>f|g%h.pdf', 'a_b_c__d_e_f_g_h.pdf'],
    ['รายงาน.pdf', 'รายงาน.pdf'],
    ['របាយការណ៍ ២០២៦.pdf', 'របាយការណ៍ ២០២៦.pdf'],
    ['Bảo cáo.pdf'.normalize('NFD'), 'Bảo cáo.pdf'],
    ['\ud800half.pdf', '\ufffdhalf.pdf'],
  ])('%j becomes %j', (name, cleaned) => {
    expect(normaliseFileName(name, 'pdf')).toBe(cleaned);
  });

  test('keep an ending that their kind may have', () => {
    expect(normaliseFileName('a.jpeg', 'jpeg')).toBe('a.jpeg');
    expect(normaliseFileName('a.png', 'jpeg')).toBe('a.png.jpg');
    expect(normaliseFileName('a.docm', 'docx')).toBe('a.docm.docx');
  });

  test('whatever they were: short, visible, no path, and clean when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (name) => {
        const cleaned = normaliseFileName(name, 'pdf');
        expect(cleaned).toMatch(/^[^/\\:*?"<>|%\p{Cc}\u202a-\u202e\u2066-\u2069]+\.pdf$/u);
        expect(cleaned.length).toBeLessThanOrEqual(255);
        expect(cleaned.startsWith('.')).toBe(false);
        expect(normaliseFileName(cleaned, 'pdf')).toBe(cleaned);
        expect(findTitleProblem(buildTitleFromFileName(cleaned))).toBeNull();
        // No name can end the header that gives it back, or add another.
        expect(buildDisposition(cleaned)).toMatch(
          /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/,
        );
        const full = buildDisposition(cleaned).split("UTF-8''")[1] ?? '';
        expect(decodeURIComponent(full)).toBe(cleaned);
      }),
      { numRuns: 200 },
    );
  }, 30_000);
});

test('a file field asks for photographs as JPEG, which telephones make of theirs', () => {
  expect(acceptedFiles).toMatch(/\.jpg,\.jpeg,image\/jpeg,\.png,image\/png$/);
  expect(acceptedFiles).not.toMatch(/heic|image\/\*/);
});

describe('sizes', () => {
  test('are said as file managers say them, and where the limit is', () => {
    expect([0, 999, 1000, 340_400, 1_250_000, 20_000_000].map(formatFileSize)).toEqual([
      '0 bytes',
      '999 bytes',
      '1 KB',
      '340 KB',
      '1.3 MB',
      '20 MB',
    ]);
    expect(findSizeProblem(20_000_000)).toBeNull();
    expect(findSizeProblem(20_100_000)).toBe('The file has 20.1 MB; at most 20 MB are taken.');
    expect(findSizeProblem(0)).toBe('The file is empty.');
  });
});

describe('links', () => {
  test.each([
    ['https://example.org/report', null],
    ['  example.org/report  ', null],
    ['www.example.org', null],
    ['http://example.org/', null],
    ['https://пример.рф/отчёт', null],
    ['https://example.org:8443/a?b=c#d', null],
    ['', /Paste the address/],
    ['a report', /must begin with https/],
    ['javascript:alert(1)', /must begin with https/],
    ['JaVaScRiPt://example.org/%0aalert(1)', /must begin with https/],
    ['data:text/html,<script>', /must begin with https/],
    ['file:///etc/passwd', /must begin with https/],
    ['ftp://example.org/a', /must begin with https/],
    ['mailto:a@example.org', /must begin with https/],
    ['https://', /must begin with https/],
    ['https://user:secret@example.org/', /name and password/],
    ['https://example.org@evil.test/', /name and password/],
    ['https://localhost/a', /others can open/],
    ['https://127.0.0.1/a', /others can open/],
    ['https://[::1]/a', /others can open/],
    ['https://0x7f.1/', /others can open/],
    ['https://example.org/a?access_token=abc', /gives anybody access/],
    ['https://bucket.example.org/a?X-Amz-Signature=abc', /gives anybody access/],
    [`https://example.org/${'a'.repeat(2000)}`, /longer than 2000/],
  ])('%j', (typed, problem) => {
    const found = findLinkProblem(normaliseLink(typed));
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });

  test('show the site as the network spells it, so that look-alikes differ', () => {
    expect(describeLinkHost(normaliseLink('https://аррӏе.com/login'))).toMatch(/^xn--/);
    expect(describeLinkHost('https://example.org:8443/a')).toBe('example.org:8443');
    expect([isPlainLink('http://a.test/'), isPlainLink('https://a.test/')]).toEqual([true, false]);
  });
});
