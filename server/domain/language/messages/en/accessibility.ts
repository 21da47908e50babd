/** What works for whom, what does not yet, and how it was checked. */
export const accessibility = {
  title: 'Accessibility',
  description: 'What works for whom on this site, what does not yet, and how it was checked.',
  lead: 'The aim is level AA of the Web Content Accessibility Guidelines 2.2. No independent audit has been made so far, so the site does not claim to meet it in full.',

  relyTitle: 'What you can rely on',
  noScripts: 'Every page, form and download works without scripts.',
  figures:
    'Every figure has a heading that says what it shows, a table of the same numbers and a file to download. Nothing is said by colour alone: statuses are fillings that also read in black and white.',
  keyboard:
    'Everything can be reached and used by keyboard. A link at the top skips to the content, and where you are is always outlined.',
  small:
    'Text can be enlarged and pages are usable at 320 pixels wide. Wide tables scroll sideways in a frame of their own, which takes the keyboard too.',
  settings:
    'The site follows your settings for dark or light, more contrast, your own colours, and less motion.',
  language: 'Each part of a page says which language it is in, so that it is read out in the right voice.',
  light: 'Pages are light, for slow and costly lines, and print on paper with their tables open.',

  shortTitle: 'What falls short',
  english:
    'What the plan and the reports say is in English only. Translations of the rest have not been reviewed by speakers of the languages.',
  exploring:
    'The chart to explore is made for eyes and a pointer. The table under it holds the same numbers.',
  names:
    'In the picture of the whole plan, the name of an activity shows up when its mark is pointed at or has the keyboard’s focus. On a touch screen it does not; the list under “Plan” has all names in full.',

  checkedTitle: 'How it was checked',
  checked:
    'Public pages are checked by a program (axe) for faults against levels A and AA, each time the software is tested. They were looked at in Chromium at 1280, 360 and 320 pixels, in dark and light, in print, by keyboard and with scripts off. They have not yet been tried by people who use screen readers, magnifiers or voice control in daily life, nor in other browsers. That is the next thing to do.',

  helpTitle: 'When something does not work for you',
  help: 'Tell the secretariat of the plan, or the focal point of your state or body, which page it was and what you use. They can also send you any figure or text of this site in another form.',
} as const;
