/** Everything that an embedded figure looks by: it asks for no sheet, no font and no script. At most 5 KB. */
export const embedStyles = `
:root{color-scheme:light;--paper:#fcfaf5;--ink:#1e1d1a;--ink-muted:#59554c;--rule:#d6d1c4;--sea:#0b4f6a;font:16px/1.45 "Noto Sans",system-ui,"Segoe UI",Roboto,Arial,"Noto Sans Thai","Noto Sans Khmer",sans-serif}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
main{padding:12px;max-width:76rem;container-type:inline-size}
figure{margin:0}
h1{margin:0 0 8px;font-size:1.25rem;line-height:1.25;font-weight:600;text-wrap:balance;max-width:44ch}
.notice{margin:0 0 12px;padding:8px 10px;background:#f4f1e8;font-size:.8rem}
.wide{display:none}
.picture svg{display:block;max-width:100%;height:auto}
.narrow svg{width:100%;max-width:26rem}
@container (min-width:38rem){.wide{display:block}.narrow{display:none}}
a{color:var(--sea);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--sea);outline-offset:2px}
ul{margin:8px 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:2px 20px;font-size:.85rem;color:var(--ink-muted)}
.legend{color:var(--ink);gap:2px 16px}
.legend svg,td svg{width:13px;height:13px;vertical-align:-1px}
p{margin:8px 0 0;font-size:.85rem;color:var(--ink-muted);max-width:68ch}
p.notice{margin:0 0 12px;color:var(--ink);max-width:none}
details{margin-top:8px}
summary{cursor:pointer;color:var(--sea);padding:4px 0;font-size:.9rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;min-width:100%}
caption{text-align:start;padding:4px 0;color:var(--ink-muted)}
th,td{padding:5px 12px 5px 0;text-align:start;vertical-align:baseline;font-weight:400}
thead th{border-bottom:1px solid var(--ink);font-weight:600;vertical-align:bottom}
.number{text-align:end;white-space:nowrap}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-contrast:more){:root{--ink-muted:var(--ink);--rule:#7a7569}}
@media (forced-colors:active){:root{--paper:Canvas;--paper-inset:Canvas;--ink:CanvasText;--ink-muted:CanvasText;--rule:CanvasText;--rule-control:CanvasText;--sea:LinkText;--series-1:CanvasText;--series-2:CanvasText;--series-3:CanvasText;--series-4:CanvasText}svg{forced-color-adjust:none}}
@media print{:root{--paper:#fff;--ink:#000}details::details-content{block-size:auto;content-visibility:visible}}
`
  .trim()
  .replaceAll('\n', '');
