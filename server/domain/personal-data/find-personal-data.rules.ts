import { findNames, type Span } from './names.rules.ts';

/** How many characters of the surrounding text are shown, and the maximum length of an excerpt. */
const around = 24;
const longest = 160;

/**
 * Builds an excerpt in which everything that could identify a person is masked: the first character of each
 * word and the first two and the last of each long number stay.
 */
function buildExcerpt(text: string, spans: readonly Span[]): string {
  const start = Math.max(0, Math.min(...spans.map((span) => span.start)) - around);
  const end = Math.min(text.length, Math.max(...spans.map((span) => span.end)) + around, start + longest);
  const hidden = (index: number) => spans.some((span) => index >= span.start && index < span.end);
  let excerpt = '';
  let run = '';
  for (let index = start; index < end; index += 1) {
    if (hidden(index)) run += text[index] ?? '';
    else {
      excerpt += maskWords(run) + (text[index] ?? '');
      run = '';
    }
  }
  excerpt += maskWords(run);
  const shown = excerpt.replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
}

const maskWords = (text: string) =>
  text.replace(/[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'’./@_%+-]*/gu, (word, at: number) => {
    const signs = [...word];
    const digits = signs.filter((sign) => /\p{N}/u.test(sign)).length;
    if (digits >= 5) return `${signs.slice(0, 2).join('')}${'•'.repeat(5)}${signs.at(-1) ?? ''}`;
    // Keeps the first word, which is a title or the kind of number, and words in lower case.
    const isPlain = digits === 0 && !word.includes('@');
    if (isPlain && (/^\p{Ll}/u.test(word) || (at === 0 && /^\p{Lu}[\p{L}.’']{0,8}$/u.test(word))))
      return word;
    return `${signs[0] ?? ''}•••`;
  });

/**
 * Numbers of identity documents of the eleven member states. If a number contains a check digit or a date,
 * that is checked, because a row of thirteen digits can be many things.
 */

const onlyDigits = (text: string) => text.replace(/\D/g, '');

/** Thai citizens: thirteen digits, the last one a check digit modulo 11. */
function isThaiId(text: string): boolean {
  const digits = onlyDigits(text);
  if (digits.length !== 13 || /^(\d)\1+$/.test(digits)) return false;
  const sum = Array.from(digits.slice(0, 12)).reduce(
    (total, digit, index) => total + Number(digit) * (13 - index),
    0,
  );
  return (11 - (sum % 11)) % 10 === Number(digits[12]);
}

const weights = [2, 7, 6, 5, 4, 3, 2];
const letters: Record<string, { table: string; offset: number }> = {
  S: { table: 'JZIHGFEDCBA', offset: 0 },
  T: { table: 'JZIHGFEDCBA', offset: 4 },
  F: { table: 'XWUTRQPNMLK', offset: 0 },
  G: { table: 'XWUTRQPNMLK', offset: 4 },
  M: { table: 'XWUTRQPNJLK', offset: 3 },
};

/** Singapore: a letter for the kind and century, seven digits, a check letter. */
function isSingaporeId(text: string): boolean {
  const upper = text.toUpperCase();
  const kind = letters[upper.charAt(0)];
  if (!kind) return false;
  const sum = weights.reduce(
    (total, weight, index) => total + weight * Number(upper[index + 1]),
    kind.offset,
  );
  const place = upper.startsWith('M') ? 10 - (sum % 11) : sum % 11;
  return kind.table[place] === upper[8];
}

const isDay = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12;

/** Malaysia: the birth date as YYMMDD, the place of birth, four more. */
function isMalaysianId(text: string): boolean {
  const digits = onlyDigits(text);
  const place = Number(digits.slice(6, 8));
  return (
    digits.length === 12 &&
    isDay(Number(digits.slice(4, 6)), Number(digits.slice(2, 4))) &&
    ((place >= 1 && place <= 59) ||
      (place >= 60 && place <= 99 && ![69, 70, 73, 80, 81, 94, 95, 96, 97].includes(place)))
  );
}

/** Indonesia: district, birth date as DDMMYY with 40 added to the day of a woman, four more. */
function isIndonesianId(text: string): boolean {
  const digits = onlyDigits(text);
  const [province, day] = [Number(digits.slice(0, 2)), Number(digits.slice(6, 8))];
  return (
    digits.length === 16 &&
    province >= 11 &&
    province <= 97 &&
    isDay(day > 40 ? day - 40 : day, Number(digits.slice(8, 10))) &&
    !digits.endsWith('0000')
  );
}

/** Viet Nam: three digits for the province, one for sex and century, two for the year of birth, six more. */
function isVietnameseId(text: string): boolean {
  const digits = onlyDigits(text);
  const province = Number(digits.slice(0, 3));
  return digits.length === 12 && province >= 1 && province <= 96 && Number(digits[3]) <= 3;
}

export const personalDataKinds = ['document', 'phone', 'email', 'birth_date', 'age', 'role', 'name'] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

/** A place in a text that seems to identify a person. The excerpt masks what it shows. */
export type PersonalDataHit = Span & { kinds: PersonalDataKind[]; excerpt: string };

/** `alone`: enough by itself. Otherwise it counts only beside a name. */
type Clue = Span & { kind: PersonalDataKind; alone: boolean };

/** Converts Thai, Lao, Khmer and Burmese digits to ASCII, at the same positions. */
const latinDigits = (text: string) =>
  text.replace(/[๐-๙໐-໙០-៩၀-၉]/g, (digit) => String(((digit.codePointAt(0) ?? 0) % 16) % 10));

/**
 * Finds a pattern whose first group is the text before it. Not a look-behind, which older browsers do not
 * support.
 */
function scan(
  text: string,
  pattern: RegExp,
  keep: (found: string, match: RegExpMatchArray) => boolean = () => true,
) {
  return [...text.matchAll(pattern)].flatMap((match): Span[] => {
    const found = match[2] ?? '';
    const start = match.index + (match[1]?.length ?? 0);
    return keep(found, match) ? [{ start, end: start + found.length }] : [];
  });
}

const as = (kind: PersonalDataKind, alone: boolean, spans: Span[]): Clue[] =>
  spans.map((span) => ({ ...span, kind, alone }));

/** A long number beside such a word is money, a count or a file number. */
const isAmount = (text: string, { start, end }: Span) =>
  /^\s?(?:baht|bath|kip|riel|dong|đồng|vnd|rupiah|idr|peso|php|ringgit|kyat|usd|us\$|dollars?|persons?|people|victims?|cases?|per cent|%|บาท|กีบ|រៀល|ကျပ်)/iu.test(
    text.slice(end, end + 14),
  ) ||
  /(?:usd|us\$|rp\.?|₫|฿|₱|\$|rm|s\$|vnd|idr|thb|php)\s?$/iu.test(text.slice(Math.max(0, start - 6), start));

const isFileNumber = (text: string, { start }: Span) =>
  /(?:case|cases|file|docket|ref|reference|letter|law|act|decree|order|resolution|budget|project|contract|invoice|article|section|isbn|doi|barcode|คดี|คดีหมายเลข|perkara|vụ án)(?:\s(?:no|number|nr|id|code|nomor|số|หมายเลข))?[.:]?\s?(?:no\.?\s?)?(?:[\p{L}\d/-]{1,12}\/)?$/iu.test(
    text.slice(Math.max(0, start - 34), start),
  );

/** Words that announce the number of an identity document. */
const paper =
  'passport|paspor|passaporte|hộ chiếu|pasaporte|id card|id|identity card|identity number|identification number|national id|citizen id|nric|fin|ic|mykad|nik|ktp|cccd|cmnd|căn cước|philsys|philid|pcn|umid|sss|tin|nrc|bi|bilhete de identidade|cartão|work permit|border pass|boarding pass|visa|หนังสือเดินทาง|พาสปอร์ต|บัตรประชาชน|เลขประจำตัว(?:ประชาชน)?|លិខិតឆ្លងដែន|អត្តសញ្ញាណប័ណ្ណ|ໜັງສືຜ່ານແດນ|ບັດປະຈຳຕົວ|နိုင်ငံကူးလက်မှတ်|မှတ်ပုံတင်';
const numberWord = '(?:no|nos|number|num|nr|nombor|nomor|number is|n\\.?º|số|#|เลขที่|លេខ|ເລກທີ|အမှတ်)';
const announced = new RegExp(
  `(^|[^\\p{L}\\p{N}])((?:${paper})\\s?(?:${numberWord})?\\.?\\s?[:#(]?\\s?(?:is |was )?[A-Z]{0,2}\\d[\\dA-Z/-]{3,18}[A-Z0-9])(?![\\p{L}\\p{N},])`,
  'giu',
);

function findDocuments(text: string): Clue[] {
  const free = (span: Span) => !isAmount(text, span) && !isFileNumber(text, span);
  const numbers = (pattern: RegExp, check: (digits: string) => boolean) =>
    scan(text, pattern, check).filter(free);
  const edge = '(^|[^\\p{L}\\p{N}./,-])';
  const close = '(?![\\p{L}\\p{N}/]|[.,-]\\d)';
  const of = (body: string) => new RegExp(`${edge}(${body})${close}`, 'gu');
  return [
    ...as('document', true, numbers(of('\\d[ -]?\\d{4}[ -]?\\d{5}[ -]?\\d{2}[ -]?\\d'), isThaiId)),
    ...as('document', true, numbers(of('[STFGMstfgm]\\d{7}[A-Za-z]'), isSingaporeId)),
    ...as('document', true, numbers(of('\\d{6}-\\d{2}-\\d{4}'), isMalaysianId)),
    ...as(
      'document',
      false,
      numbers(of('\\d{12}'), (digits) => isMalaysianId(digits) || isVietnameseId(digits)),
    ),
    ...as('document', true, numbers(of('\\d{16}|\\d{6}[ .]\\d{6}[ .]\\d{4}'), isIndonesianId)),
    ...as(
      'document',
      true,
      scan(
        text,
        /(^|[^\p{L}\p{N}])((?:1[0-4]|[1-9])\/\s?[\p{L}\p{M}]{3,20}\s?\((?:N|Naing|C|AC|NC|V|M|P|E|T|နိုင်|ဧည့်|ပြု|စ|သ)\)\s?\d{6})/gu,
      ),
    ),
    // Philippine numbers in their groups, Brunei's identity card.
    ...as(
      'document',
      false,
      numbers(
        of(
          '\\d{4}-\\d{4}-\\d{4}|\\d{2}-\\d{7}-\\d|\\d{3}-\\d{3}-\\d{3}-\\d{3}|\\d{4}-\\d{7}-\\d|[0-9]{2}-\\d{6}',
        ),
        () => true,
      ),
    ),
    // Without the word "passport", a passport number counts only beside a name.
    ...as(
      'document',
      false,
      numbers(of('[A-Z]{1,2}\\d{6,8}[A-Z]?'), () => true),
    ),
    ...as('document', true, scan(text, announced, isPaperNumber)),
  ];
}

/** Whether the text after the word is a number of its own: not a year, a range of years or a date. */
function isPaperNumber(found: string): boolean {
  const number = /[A-Z]{0,2}\d[\dA-Z/-]*$/iu.exec(found)?.[0] ?? '';
  const digits = number.replace(/\D/g, '').length;
  return (
    digits >= 5 &&
    !/^(?:19|20|25)\d\d[-/](?:19|20|25)?\d\d(?:[-/]\d\d)?$/.test(number) &&
    !/^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}$/.test(number)
  );
}

/** Public numbers and offices: nobody's personal telephone. */
const publicLine =
  /hotline|helpline|hot line|help line|call cent|toll.?free|emergency|switchboard|talian|saluran|đường dây nóng|tổng đài|สายด่วน|ខ្សែទូរស័ព្ទទាន់ហេតុការណ៍|ສາຍດ່ວນ/iu;
const phoneWord =
  /(?:phone|mobile|cell|tel|telephone|call|contact|whatsapp|viber|telegram|signal|line|hp|no\. hp|telepon|telefon|nombor|điện thoại|đt|sđt|zalo|โทร|มือถือ|เบอร์|ទូរស័ព្ទ|លេខទូរស័ព្ទ|ໂທ|ဖုန်း|telefone|telemóvel)[\s.:()]{0,3}(?:no\.?|number|is|at|on|us|him|her|them|:)?[\s.:(]{0,3}$/iu;

function findPhones(text: string): Clue[] {
  const countries = '60|62|63|65|66|84|95|855|856|670|673';
  const candidates = [
    ...scan(
      text,
      new RegExp(
        `(^|[^\\p{L}\\p{N}+])((?:\\+|00)(?:${countries})[ .-]?\\(?0?\\)?(?:[ .-]?\\d){7,10})(?!\\d)`,
        'gu',
      ),
    ),
    ...scan(text, /(^|[^\p{L}\p{N}.,/+-])(0\d{1,3}[ -]\d{3,4}[ -]?\d{3,4})(?![\d/]|[.,-]\d)/gu),
    ...scan(text, /(^|[^\p{L}\p{N}.,/+-])(0\d{8,10})(?![\d/]|[.,-]\d)/gu),
    ...scan(text, /(^|[^\p{L}\p{N}.,/+-])([3689]\d{3}[ -]?\d{4})(?![\d/]|[.,-]\d)/gu),
  ];
  return candidates
    .filter((span) => !isAmount(text, span) && !isFileNumber(text, span))
    .flatMap((span) => {
      const before = text.slice(Math.max(0, span.start - 32), span.start);
      const around = text.slice(Math.max(0, span.start - 60), span.end + 20);
      const isPublic = publicLine.test(around);
      // Eight digits without a leading zero are a count unless a word says otherwise.
      const isLocal = /^[3689]/.test(text.slice(span.start, span.end));
      const announcedBy = phoneWord.test(before);
      if (isLocal && !announcedBy) return [];
      return as('phone', announcedBy && !isPublic, [span]);
    });
}

/** Mailboxes of an office, not of a person. */
const officeMailbox =
  /^(?:info|information|contact|contactus|hotline|helpline|help|helpdesk|office|mail|email|e-?mail|secretariat|sec|admin|administrator|webmaster|press|media|public|pr|enquir(?:y|ies)|inquir(?:y|ies)|feedback|support|service|services|registry|complaints?|report|reports|tip|trafficking|antitrafficking|cttf|atip|mapo|unit|desk|focal|focalpoint|moj|moi|mofa|mfa|police|immigration|minister|ministry|director|dg|no-?reply|post|postmaster|saraban|humas|aduan|pengaduan|hello|team)(?:[._-]?(?:\d{1,4}|[a-z]{2,10}))?$/i;

function findEmails(text: string): Clue[] {
  return scan(
    text,
    /(^|[^\p{L}\p{N}._%+-])([A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,12})/gu,
    (found) => !officeMailbox.test(found.split('@')[0] ?? ''),
  ).map((span) => ({ ...span, kind: 'email', alone: true }));
}

const month =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|mei|agu|agustus|okt|des|mac|ogos|dis)[a-z]*\\.?|tháng \\d{1,2}|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม';
const fullDate = `\\d{1,2}[./ -]\\d{1,2}[./ -]\\d{4}|\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}(?:st|nd|rd|th)?\\s(?:of\\s)?(?:${month}),?\\s(?:năm\\s|พ\\.ศ\\.\\s?)?\\d{4}|(?:${month})\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s\\d{4}`;
const birth = new RegExp(
  `(^|[^\\p{L}\\p{N}])((?:born(?: on)?|date of birth|birth ?date|d\\.?o\\.?b\\.?|tanggal lahir|tarikh lahir|lahir|tgl lahir|sinh ngày|ngày sinh|sinh|เกิดวันที่|เกิดเมื่อ(?:วันที่)?|วันเกิด|ថ្ងៃខែឆ្នាំកំណើត|កើតថ្ងៃទី|ວັນເດືອນປີເກີດ|ເກີດວັນທີ|မွေးနေ့|မွေးသက္ကရာဇ်|ipinanganak|petsa ng kapanganakan|moris iha|data de nascimento|nascid[oa] em)\\s?[:,(]?\\s?(?:is |on |the )?(?:${fullDate}))`,
  'giu',
);
const age =
  /(^|[^\p{L}\p{N}])(aged? \d{1,2}|\d{1,2}[ -]years?[ -]old|\d{1,2} y\/o|\(\d{1,2}\)|berumur \d{1,2}|usia \d{1,2}|umur \d{1,2}|\d{1,2} tahun|\d{1,2} tuổi|อายุ \d{1,2}|អាយុ ?\d{1,2}|ອາຍຸ ?\d{1,2}|အသက် ?\d{1,2})(?!\d|,\d)/giu;
const role =
  /(^|[^\p{L}\p{N}])((?:victim|survivor|witness|complainant|suspect|accused|defendant|trafficker|korban|mangsa|saksi|nạn nhân|ผู้เสียหาย|พยาน|ผู้ต้องหา)(?:,| is|:)?)(?=\s|$)/giu;

/** The fewest digits of what is found by its number; most texts have fewer, and are not read for it. */
const leastDigits = { document: 5, birthDate: 5, phone: 8, age: 1 };

/** How far a name may be from what it makes personal, in characters, on the same line. */
const reach = 80;
const between = (one: Span, other: Span) => Math.max(one.start, other.start) - Math.min(one.end, other.end);

/**
 * Finds what looks like personal data: the number of an identity document, a telephone number, an email
 * address or a birth date that is recognisable by its form or beside a name; a name with an age; a victim,
 * witness or suspect by name. A name alone is not reported: officials are named with their office.
 */
export function findPersonalData(typed: string): PersonalDataHit[] {
  const text = latinDigits(typed);
  const digits = text.match(/\d/g)?.length ?? 0;
  const documents = digits < leastDigits.document ? [] : findDocuments(text);
  const phones = digits < leastDigits.phone ? [] : findPhones(text);
  const strong: Clue[] = [
    ...documents,
    // A number is reported once.
    ...phones.filter((phone) => !documents.some((paper) => between(phone, paper) < 0)),
    ...(text.includes('@') ? findEmails(text) : []),
    ...(digits < leastDigits.birthDate ? [] : as('birth_date', true, scan(text, birth))),
  ];
  const ages = digits < leastDigits.age ? [] : as('age', false, scan(text, age));
  const roles = as('role', false, scan(text, role));
  if (strong.length + ages.length + roles.length === 0) return [];
  const names = findNames(text);
  const beside = (clue: Span, name: Span, most: number) =>
    between(clue, name) <= most &&
    !text.slice(Math.min(clue.end, name.end), Math.max(clue.start, name.start)).includes('\n');
  const isNear = (clue: Span, most: number) => names.some((name) => beside(clue, name, most));
  const clues = [
    ...strong.filter((clue) => clue.alone || isNear(clue, reach)),
    ...ages.filter((clue) => isNear(clue, 12)),
    // "victim, Ms …": the name follows immediately.
    ...roles.filter((clue) => names.some((name) => name.start >= clue.end && name.start - clue.end <= 2)),
  ];
  const withNames = clues.flatMap((clue): Clue[] => [
    clue,
    ...names
      .filter((name) => beside(clue, name, reach))
      .map((name): Clue => ({ ...name, kind: 'name', alone: false })),
  ]);
  return joinClues(typed, withNames);
}

/** Joins adjacent clues into one finding. */
function joinClues(text: string, clues: readonly Clue[]): PersonalDataHit[] {
  const groups: Clue[][] = [];
  for (const clue of [...clues].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const group = groups.at(-1);
    const end = group ? Math.max(...group.map((member) => member.end)) : -Infinity;
    if (group && clue.start - end <= reach && !text.slice(end, clue.start).includes('\n')) group.push(clue);
    else groups.push([clue]);
  }
  return groups.map((group) => {
    const start = Math.min(...group.map((member) => member.start));
    const end = Math.max(...group.map((member) => member.end));
    const kinds = personalDataKinds.filter((kind) => group.some((member) => member.kind === kind));
    return { start, end, kinds, excerpt: buildExcerpt(text, group) };
  });
}

export const personalDataWords: Record<PersonalDataKind, string> = {
  document: 'an identity or passport number',
  phone: 'a telephone number',
  email: 'a personal e-mail address',
  birth_date: 'a birth date',
  age: 'an age',
  role: 'a person’s part in a case',
  name: 'a name',
};

const listWords = (words: readonly string[]) =>
  words.length <= 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/**
 * Describes findings in a sentence, "This text seems to hold a name and a telephone number.", or returns
 * null.
 */
export function describePersonalData(hits: readonly PersonalDataHit[]): string | null {
  if (hits.length === 0) return null;
  const kinds = (Object.keys(personalDataWords) as PersonalDataKind[]).filter((kind) =>
    hits.some((hit) => hit.kinds.includes(kind)),
  );
  return `This text seems to hold ${listWords(kinds.map((kind) => personalDataWords[kind]))} (“${hits[0]?.excerpt}”). Remove what could identify a person, or confirm that it is not personal data.`;
}
