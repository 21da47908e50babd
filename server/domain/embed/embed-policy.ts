/**
 * The one script of an embedded figure: it tells the page around it how high the figure is, so that the frame can be
 * as high. It loads and keeps nothing.
 */
export const embedScript =
  "const say=()=>parent.postMessage({boholFigure:location.pathname,height:Math.ceil(document.querySelector('main').getBoundingClientRect().height)},'*');new ResizeObserver(say).observe(document.querySelector('main'));";

/** Its checksum, which the policy allows: a test compares the two. */
const embedScriptHash = 'sha256-sF28Ao+jB2qBSH+0d6IXt0uzJm6JewhCPxsN/eAyuqk=';

/**
 * The content security policy of an embedded figure: anyone may frame it, even a page opened from a file; nothing in
 * it loads or sends, and only the script above runs. It has no frame-ancestors, because even "*" excludes pages without a
 * network origin. An answer with exactly this policy also omits X-Frame-Options.
 */
export const embedPolicy = `default-src 'none'; script-src '${embedScriptHash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
