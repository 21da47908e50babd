/** What is removed from a document so that it is safe to open, in the order in which it is listed. */
export const removedContents = {
  links: 'links to outside data',
  fields: 'fields that would fetch or run something (what they show stays)',
  formulas: 'formulas that reach outside the workbook (their last values stay)',
  actions: 'scripts and actions',
  files: 'files, films and sounds inside it',
} as const;
export type RemovedContent = keyof typeof removedContents;

/** Describes in a sentence what was removed; null if nothing was. */
export function describeRemoved(removed: readonly RemovedContent[]): string | null {
  const words = (Object.keys(removedContents) as RemovedContent[])
    .filter((one) => removed.includes(one))
    .map((one) => removedContents[one]);
  return words.length === 0 ? null : `Removed: ${words.join('; ')}.`;
}

/**
 * Whether a link inside a document may stay: a web page, a mail address, or a place in the document itself.
 * Anything else opens files, runs programs or passes data to them.
 */
export function isSafeAddress(address: string): boolean {
  // Browsers ignore such characters in a scheme, so "java\tscript:" would be one.
  if (/[\p{Cc}\p{Cf}\p{Z}]/u.test(address.slice(0, 12))) return false;
  return /^https?:\/\/[^\\]/i.test(address) || /^mailto:/i.test(address) || address.startsWith('#');
}

/**
 * Worksheet functions that use the workbook alone. Deliberately left out: functions that fetch (WEBSERVICE,
 * IMAGE, STOCKHISTORY, RTD, CUBE…, TRANSLATE, COPILOT), run code (CALL, REGISTER.ID, PY), read what was
 * fetched (FILTERXML) or build a reference at run time (INDIRECT). HYPERLINK has its own rule.
 */
const groups: Record<string, string> = {
  logic:
    'AND BYCOL BYROW FALSE IF IFERROR IFNA IFS LAMBDA LET MAKEARRAY MAP NOT OR REDUCE SCAN SWITCH TRUE XOR',
  mathematics:
    'ABS ACOS ACOSH ACOT ACOTH AGGREGATE ARABIC ASIN ASINH ATAN ATAN2 ATANH BASE CEILING CEILING.MATH CEILING.PRECISE COMBIN COMBINA COS COSH COT COTH CSC CSCH DECIMAL DEGREES ECMA.CEILING EVEN EXP FACT FACTDOUBLE FLOOR FLOOR.MATH FLOOR.PRECISE GCD INT ISO.CEILING LCM LN LOG LOG10 MDETERM MINVERSE MMULT MOD MROUND MULTINOMIAL MUNIT ODD PI POWER PRODUCT QUOTIENT RADIANS RAND RANDARRAY RANDBETWEEN ROMAN ROUND ROUNDDOWN ROUNDUP SEC SECH SEQUENCE SERIESSUM SIGN SIN SINH SQRT SQRTPI SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ SUMX2MY2 SUMX2PY2 SUMXMY2 TAN TANH TRUNC PERCENTOF',
  statistics:
    'AVEDEV AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS BETA.DIST BETA.INV BETADIST BETAINV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BINOMDIST CHIDIST CHIINV CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT CHISQ.TEST CHITEST CONFIDENCE CONFIDENCE.NORM CONFIDENCE.T CORREL COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS COVAR COVARIANCE.P COVARIANCE.S CRITBINOM DEVSQ EXPON.DIST EXPONDIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FDIST FINV FISHER FISHERINV FORECAST FORECAST.ETS FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FREQUENCY FTEST GAMMA GAMMA.DIST GAMMA.INV GAMMADIST GAMMAINV GAMMALN GAMMALN.PRECISE GAUSS GEOMEAN GROWTH HARMEAN HYPGEOM.DIST HYPGEOMDIST INTERCEPT KURT LARGE LINEST LOGEST LOGINV LOGNORM.DIST LOGNORM.INV LOGNORMDIST MAX MAXA MAXIFS MEDIAN MIN MINA MINIFS MODE MODE.MULT MODE.SNGL NEGBINOM.DIST NEGBINOMDIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NORMDIST NORMINV NORMSDIST NORMSINV PEARSON PERCENTILE PERCENTILE.EXC PERCENTILE.INC PERCENTRANK PERCENTRANK.EXC PERCENTRANK.INC PERMUT PERMUTATIONA PHI POISSON POISSON.DIST PROB QUARTILE QUARTILE.EXC QUARTILE.INC RANK RANK.AVG RANK.EQ RSQ SKEW SKEW.P SLOPE SMALL STANDARDIZE STDEV STDEV.P STDEV.S STDEVA STDEVP STDEVPA STEYX T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TDIST TINV TREND TRIMMEAN TTEST VAR VAR.P VAR.S VARA VARP VARPA WEIBULL WEIBULL.DIST Z.TEST ZTEST',
  text: 'ARRAYTOTEXT ASC BAHTTEXT CHAR CLEAN CODE CONCAT CONCATENATE DBCS DOLLAR EXACT FIND FINDB FIXED JIS LEFT LEFTB LEN LENB LOWER MID MIDB NUMBERVALUE PHONETIC PROPER REGEXEXTRACT REGEXREPLACE REGEXTEST REPLACE REPLACEB REPT RIGHT RIGHTB SEARCH SEARCHB SUBSTITUTE T TEXT TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TRIM UNICHAR UNICODE UPPER VALUE VALUETOTEXT',
  dates:
    'DATE DATEDIF DATESTRING DATEVALUE DAY DAYS DAYS360 EDATE EOMONTH HOUR ISOWEEKNUM MINUTE MONTH NETWORKDAYS NETWORKDAYS.INTL NOW SECOND TIME TIMEVALUE TODAY WEEKDAY WEEKNUM WORKDAY WORKDAY.INTL YEAR YEARFRAC',
  lookup:
    'ADDRESS ANCHORARRAY AREAS CHOOSE CHOOSECOLS CHOOSEROWS COLUMN COLUMNS DROP EXPAND FILTER FORMULATEXT GETPIVOTDATA GROUPBY HLOOKUP HSTACK INDEX LOOKUP MATCH OFFSET PIVOTBY ROW ROWS SINGLE SORT SORTBY TAKE TOCOL TOROW TRANSPOSE TRIMRANGE UNIQUE VLOOKUP VSTACK WRAPCOLS WRAPROWS XLOOKUP XMATCH',
  information:
    'CELL ERROR.TYPE ISBLANK ISERR ISERROR ISEVEN ISFORMULA ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD ISOMITTED ISREF ISTEXT N NA SHEET SHEETS TYPE',
  money:
    'ACCRINT ACCRINTM AMORDEGRC AMORLINC COUPDAYBS COUPDAYS COUPDAYSNC COUPNCD COUPNUM COUPPCD CUMIPMT CUMPRINC DB DDB DISC DOLLARDE DOLLARFR DURATION EFFECT FV FVSCHEDULE INTRATE IPMT IRR ISPMT MDURATION MIRR NOMINAL NPER NPV ODDFPRICE ODDFYIELD ODDLPRICE ODDLYIELD PDURATION PMT PPMT PRICE PRICEDISC PRICEMAT PV RATE RECEIVED RRI SLN SYD TBILLEQ TBILLPRICE TBILLYIELD VDB XIRR XNPV YIELD YIELDDISC YIELDMAT',
  databases: 'DAVERAGE DCOUNT DCOUNTA DGET DMAX DMIN DPRODUCT DSTDEV DSTDEVP DSUM DVAR DVARP',
  engineering:
    'BESSELI BESSELJ BESSELK BESSELY BIN2DEC BIN2HEX BIN2OCT BITAND BITLSHIFT BITOR BITRSHIFT BITXOR COMPLEX CONVERT DEC2BIN DEC2HEX DEC2OCT DELTA ERF ERF.PRECISE ERFC ERFC.PRECISE GESTEP HEX2BIN HEX2DEC HEX2OCT IMABS IMAGINARY IMARGUMENT IMCONJUGATE IMCOS IMCOSH IMCOT IMCSC IMCSCH IMDIV IMEXP IMLN IMLOG10 IMLOG2 IMPOWER IMPRODUCT IMREAL IMSEC IMSECH IMSIN IMSINH IMSQRT IMSUB IMSUM IMTAN OCT2BIN OCT2DEC OCT2HEX',
};

/** In capitals, without the prefixes that files put before newer functions. */
const harmlessFunctions: ReadonlySet<string> = new Set(
  Object.values(groups).flatMap((names) => names.split(' ')),
);

export interface FormulaSurroundings {
  /** Names of the workbook's sheets in lower case; null if they are unknown: then no path is allowed. */
  sheets: ReadonlySet<string> | null;
  /** Defined names, in lower case, that were removed. */
  goneNames?: ReadonlySet<string>;
}

/** Letters of any script, digits, and other characters of names. A dollar sign belongs to cell references. */
const word = /[\p{L}\p{M}_\\$][\p{L}\p{M}\p{N}_.\\$?]*|\d[\p{L}\p{N}_.$]*/uy;
const errorWord = /#(?:REF!|NAME\?|N\/A|NULL!|DIV\/0!|VALUE!|NUM!|SPILL!|CALC!|GETTING_DATA)/iy;
const plainMark = /[-+*/^&=<>%(),;:{}@#\s.~]/y;
const prefix = /^(?:_XLFN\.|_XLWS\.)+/;
/** An encoded character in a spreadsheet file. */
const spelledOut = /_x[0-9a-f]{4}_/i;

/**
 * Whether a formula of a workbook may stay: it uses the workbook's own sheets and only functions known to
 * fetch and run nothing. Returns false for what cannot be parsed. `formula` is as stored in the file, without
 * the first "=".
 */
export function isHarmlessFormula(formula: string, around: FormulaSurroundings): boolean {
  const text = formula.replace(/^\s*=/, '');
  if (isPlain.test(text) && !around.goneNames?.size) return callsHarmless(text);
  if (spelledOut.test(text)) return false;
  let at = 0;
  let before = '';
  const take = (form: RegExp): string | null => {
    form.lastIndex = at;
    const found = form.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  while (at < text.length) {
    const mark = text[at];
    if (mark === '"') {
      if (take(/"(?:[^"]|"")*"/y) === null) return false;
      before = 'text';
    } else if (mark === "'") {
      const sheet = take(/'(?:[^']|'')*'!/y);
      if (sheet === null || !isOwnSheet(sheet.slice(1, -2).replace(/''/g, "'"), around)) return false;
      before = 'sheet';
    } else if (mark === '[') {
      // A bracket after a table's name holds its columns; anywhere else it names another workbook.
      if (before !== 'name') return false;
      const end = findBracketEnd(text, at);
      if (end === -1 || /[!'[\p{L}\p{N}]/u.test(text[end] ?? '')) return false;
      at = end;
      before = 'text';
    } else if (take(errorWord) !== null) before = 'text';
    else {
      const name = take(word);
      if (name === null) {
        if (take(plainMark) === null) return false;
        before = 'mark';
        continue;
      }
      if (text[at] === '!') {
        if (!isOwnSheet(name, around)) return false;
        at += 1;
        before = 'sheet';
      } else if (/^\s*\(/.test(text.slice(at, at + 20))) {
        if (!isHarmlessCall(name, text.slice(at))) return false;
        before = 'function';
      } else {
        if (around.goneNames?.has(name.toLowerCase())) return false;
        before = 'name';
      }
    }
  }
  return true;
}

/** The fast path for most formulas of large workbooks: cells of the same sheet, numbers and functions. */
const isPlain = /^[-+*/^&=<>%(),;:$.\sA-Z0-9]*$/;

function callsHarmless(plain: string): boolean {
  for (const [, name = ''] of plain.matchAll(/([A-Z0-9.$]+)\s*\(/g)) {
    if (!harmlessFunctions.has(name)) return false;
  }
  return true;
}

function isHarmlessCall(name: string, rest: string): boolean {
  const known = name.toUpperCase().replace(prefix, '');
  if (harmlessFunctions.has(known)) return true;
  if (known !== 'HYPERLINK') return false;
  // Only a literal address is allowed: one that is put together could become anything.
  const address = /^\s*\(\s*"((?:[^"]|"")*)"\s*[,)]/.exec(rest)?.[1];
  return address !== undefined && isSafeAddress(address.replace(/""/g, '"'));
}

function isOwnSheet(name: string, { sheets }: FormulaSurroundings): boolean {
  // No sheet can have such a name, whatever the file says: these characters refer to other programs and
  // files.
  if (/[[\]\\/|*?]/.test(name)) return false;
  if (sheets === null) return !/:|\.xl\w*$/i.test(name);
  const small = name.toLowerCase();
  return sheets.has(small) || small.split(':').every((part) => sheets.has(part));
}

function findBracketEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") at += 1;
    else if (text[at] === '[') depth += 1;
    else if (text[at] === ']' && (depth -= 1) === 0) return at + 1;
  }
  return -1;
}

/**
 * Whether a calculated field of a pivot table may stay. It uses the table's own columns, whose names are in
 * quotation marks.
 */
export function isHarmlessCalculation(calculation: string): boolean {
  return isHarmlessFormula(calculation.replace(/'(?:[^']|'')*'(?!!)/g, 'column'), { sheets: new Set() });
}

/** Placeholder in an instruction for the result of a nested field that may stay. */
export const innerField = '\ufffc';

/**
 * Word fields that only describe the document itself, with the maximum number of arguments of each. All
 * others fetch, run or prompt for something, or show what is no longer in the file: they are replaced by the
 * text that they display.
 */
const harmless = new Map<string, number>([
  ...['PAGE', 'NUMPAGES', 'SECTION', 'SECTIONPAGES', 'NUMWORDS', 'NUMCHARS'].map(
    (kind) => [kind, 0] as const,
  ),
  ...['DATE', 'TIME', 'TOC', 'TOA', 'INDEX', 'BIBLIOGRAPHY', 'AUTONUM', 'AUTONUMLGL'].map(
    (kind) => [kind, 0] as const,
  ),
  ...['FORMTEXT', 'FORMCHECKBOX', 'FORMDROPDOWN'].map((kind) => [kind, 0] as const),
  ...['PAGEREF', 'REF', 'NOTEREF', 'STYLEREF', 'TC', 'TA', 'XE', 'LISTNUM', 'CITATION', 'SYMBOL'].map(
    (kind) => [kind, 1] as const,
  ),
  ['SEQ', 2],
]);

/** Fields that compare and calculate; they may contain other fields. */
const calculating = new Set(['=', 'IF']);

/** Switches of HYPERLINK that take an argument. */
const hyperlinkWords = new Set(['\\l', '\\o', '\\t', '\\s']);

type Token = { kind: 'switch' | 'word' | 'inner'; text: string };

/**
 * Whether a Word field may stay, judged by its whole instruction as Word joins it, such as ` PAGE \*
 * MERGEFORMAT `. Returns false for what cannot be parsed.
 */
export function isHarmlessField(instruction: string): boolean {
  const tokens = readTokens(instruction.trim());
  const first = tokens?.shift();
  if (!tokens || first?.kind !== 'word') return false;
  const kind = first.text.startsWith('=') ? '=' : first.text.toUpperCase();
  if (calculating.has(kind)) return true;
  if (tokens.some((token) => token.kind === 'inner')) return false;
  if (kind === 'HYPERLINK') return isHarmlessHyperlink(tokens);
  const most = harmless.get(kind);
  return most !== undefined && countArguments(tokens) <= most;
}

function readTokens(instruction: string): Token[] | null {
  const form = /\s*(?:(\ufffc)|"((?:[^"\\]|\\[\\"])*)"|(\\[a-z*#@!])|([^\s"\\\ufffc]+))/iy;
  const tokens: Token[] = [];
  while (form.lastIndex < instruction.length) {
    const found = form.exec(instruction);
    if (!found) return null;
    if (found[1] !== undefined) tokens.push({ kind: 'inner', text: '' });
    else if (found[3] !== undefined) tokens.push({ kind: 'switch', text: found[3].toLowerCase() });
    else tokens.push({ kind: 'word', text: (found[2] ?? found[4] ?? '').replace(/\\([\\"])/g, '$1') });
  }
  return tokens;
}

/** A word after a switch belongs to it. */
function countArguments(tokens: readonly Token[]): number {
  return tokens.filter(
    (token, index) => token.kind === 'word' && (index === 0 || tokens[index - 1]?.kind !== 'switch'),
  ).length;
}

function isHarmlessHyperlink(tokens: readonly Token[]): boolean {
  return tokens.every((token, index) => {
    if (token.kind !== 'word') return true;
    const before = tokens[index - 1];
    return (before?.kind === 'switch' && hyperlinkWords.has(before.text)) || isSafeAddress(token.text);
  });
}
