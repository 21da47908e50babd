import { useLabel, useLabelLang } from './language-context.ts';

/** A word of a list in the language of the page, marked as such where the text around it is English. */
export function LabelWord({ list, code, children }: { list: string; code: string; children: string }) {
  const label = useLabel();
  const lang = useLabelLang()(list, code);
  return lang ? <span lang={lang}>{label(list, code, children)}</span> : children;
}
