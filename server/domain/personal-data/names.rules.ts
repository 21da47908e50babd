/**
 * Finds names with titles in a text. Only with titles: a sequence of capitalised words is as often a
 * ministry.
 */

const words = (list: string) => list.split(' ').join('|');

/** Latin titles of the region; those with a point may be written without it. */
const titles = words(
  'Mr\\.? Mrs\\.? Ms\\.? Miss Mdm\\.? Madam Mister Dr\\.? Encik Puan Cik Tuan Haji Hajah Dato Datuk Datin Bapak Bpk\\.? Ibu Sdr\\.? Sdri\\.? Tn\\.? Ny\\.? ' +
    'Saudara Saudari Nai Naai Nang Thao Khun Nong Daw Ginoo Ginang Binibini Gng\\.? Bb\\.? Senhor Senhora Dona Maun Mana Alin ' +
    'Lok Neak',
);
/** Titles that are short or common words: they need a name of two words. */
const weakTitles = words('U Ko Ma Maung Saw Naw Sai Nan Ông Bà Anh Chị Em Cháu Sr\\.? Sra\\.?');

/** A word of a name: a capital, then at least one lower-case letter; or a particle between two of them. */
const nameWord = "\\p{Lu}[\\p{Ll}\\p{M}'’-]+(?:-\\p{Lu}[\\p{Ll}\\p{M}]+)?";
/** After a title the name may be in capitals. */
const loudWord = "\\p{Lu}[\\p{L}\\p{M}'’-]+";
const particle = '(?:bin|binti|bte|a/l|a/p|anak|de|da|dos|del|dela|van)';
const latin = new RegExp(
  `(^|[^\\p{L}\\p{N}.])((?:${titles})\\s+${loudWord}(?:\\s+(?:${particle}\\s+)?${loudWord}){0,3}|(?:${weakTitles})\\s+${nameWord}(?:\\s+${nameWord}){1,3})`,
  'gu',
);
/** Vietnamese titles are in lower case within a sentence; the name after them has two words or more. */
const vietnamese = new RegExp(
  `(^|[^\\p{L}\\p{N}])((?:ông|bà|anh|chị|em|cháu)\\s+${nameWord}(?:\\s+${nameWord}){1,3})`,
  'gu',
);
/** "named Somchai Jaidee": the word announces a name. */
const named = new RegExp(
  `(^|[^\\p{L}\\p{N}])((?:named|called|bernama|name:|nama:|tên là|nga naran)\\s+${nameWord}(?:\\s+(?:${particle}\\s+)?${nameWord}){1,3})`,
  'gu',
);

/**
 * Thai, Khmer, Lao and Burmese have no capitals and few spaces; words that only begin like a title are
 * excluded.
 */
const scripts = [
  /(^|[\s("“])((?:นางสาว|นาง(?!สาว|แบบ|งาม|ฟ้า)|นาย(?!จ้าง|หน้า|ก|ทุน|ทะเบียน|ตรวจ|อำเภอ|แพทย์|ประกัน)|น\.ส\.|ด\.ช\.|ด\.ญ\.|เด็กชาย(?!แดน)|เด็กหญิง)\s?[\u0E00-\u0E4F]{2,}(?:\s[\u0E00-\u0E4F]{2,})?)/gu,
  /(^|[\s("“«])((?:លោកស្រី|លោក|អ្នកស្រី|កញ្ញា|ឈ្មោះ)\s?[\u1780-\u17D3]{2,}(?:\s[\u1780-\u17D3]{2,})?)/gu,
  /(^|[\s("“])((?:ທ້າວ|ນາງສາວ|ນາງ|ທ່ານ)\s?[\u0E80-\u0ECF]{2,}(?:\s[\u0E80-\u0ECF]{2,})?)/gu,
  /(^|[\s("“၊။])((?:ဦး(?!ဆောင်|စီး|စား|ရေ|တည်|နှောက်)|ဒေါ်|မောင်|ကို(?=\s)|မ(?=\s))\s?[\u1000-\u103F]{2,}(?:\s?[\u1000-\u103F]{2,}){0,3})/gu,
];

export type Span = { start: number; end: number };

/** What may follow a title without being a name: the office, not the person. */
const offices =
  /\s(?:Minister|President|Director|Secretary|Ambassador|Governor|Commissioner|Chair|Government|Court|Police|Ministry|Department|Office|City|Province|District)\b/u;

/** Finds every name with its title, in the order of the text. */
export function findNames(text: string): Span[] {
  const spans = [latin, vietnamese, named, ...scripts].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): Span[] => {
      const name = match[2] ?? '';
      const start = match.index + (match[1]?.length ?? 0);
      // "Da Nang Hotel": the second half of a place name is no title.
      const isPlace = /(?:Da|Đà)\s$/u.test(text.slice(Math.max(0, start - 3), start));
      return isPlace || offices.test(` ${name.split(/\s+/).slice(1, 2).join(' ')}`)
        ? []
        : [{ start, end: start + name.length }];
    }),
  );
  return spans.sort((a, b) => a.start - b.start);
}
