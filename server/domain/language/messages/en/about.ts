/** What the tracker is, and how accessible it is. */
export const about = {
  title: 'About this tracker',
  description: 'What the tracker shows, who reports to it, who runs it and how its data may be used.',
  lead: 'Where progress on a regional work plan against trafficking in persons is reported, compiled and published.',
  illustration: 'This is an illustration',

  purposeTitle: 'What it is for',
  purpose:
    'The ASEAN Multi-Sectoral Work Plan Against Trafficking in Persons 2023-2028, also called the Bohol work plan 2.0, is carried out by sectoral bodies and member states together. Twice a year they report on the activities that they lead or take part in, and on a set of indicators. This tracker collects those reports, compiles them and publishes what may be shown, so that ministries, partners and the public can see what has been achieved and what is delayed.',

  partsTitle: 'Who does what',
  reporters:
    'Reporters are member states and sectoral bodies. Agencies of a state write its report; a clearing officer of that state releases it before it leaves the country.',
  secretariat:
    'The secretariat of the plan runs the tracker. It reads each report, asks questions, accepts or returns it, and publishes. It cannot change what a reporter has written.',
  readers:
    'The public reads publications. Working data and drafts never appear on a public page. A document appears only if its reporter has made it public.',
  neutral: 'The tracker does not rank or rate states. Each state is compared only with its own past.',

  absentTitle: 'What it does not contain',
  absent:
    'It contains counts and reports on work. It contains no case files and no data on individual persons. It is not a way to report a case or ask for help. If you are in danger, contact the police or the hotline of the country you are in.',

  useTitle: 'Using the data',
  use: 'Published data may be used by anyone under {licence}. Quote the publication by its number, for example “Bohol tracker, publication 3”. A publication never changes, so the number says exactly which figures you mean. {data} has all files, {methodology} explains how figures are made, and {disclosure} what is left out.',
  useData: 'Data',
  useMethodology: 'Methodology',
  useDisclosure: 'What is not shown, and why',

  languagesTitle: 'Languages',
  languages:
    'The tracker is in English. The public pages are also in Bahasa Indonesia, Khmer, Thai and Vietnamese, except the technical description of the data. The plan and the reports are in the language they were written in. No speaker of these languages has reviewed the translations yet; each page says so. The language is part of the address and is never chosen for you, so that a link shows everybody the same page.',

  software: 'The software is free under the {licence}.',
} as const;

/** What works for whom, what does not yet, and how it was checked. */
export const accessibility = {
  title: 'Accessibility',
  description: 'What works on this site, what does not work yet, and how it was tested.',
  lead: 'We aim for level AA of the Web Content Accessibility Guidelines 2.2. There has been no independent audit, so we do not claim full conformance.',

  relyTitle: 'What you can rely on',
  noScripts: 'Every page, form and download works without scripts.',
  figures:
    'Every figure has a heading that says what it shows, a table of the same numbers and a file to download. Nothing is shown by colour alone: statuses also have their own symbols and words.',
  keyboard:
    'Everything works by keyboard. A link at the top skips to the content, and the element in focus is always outlined.',
  small:
    'You can enlarge text, and pages work at 320 pixels wide. Wide tables scroll sideways in their own frame, which also works by keyboard.',
  settings:
    'The site follows your settings for dark or light, more contrast, your own colours, and less motion.',
  language: 'Each part of a page states its language, so that screen readers use the right voice.',
  light: 'Pages are small, for slow and expensive connections, and print with their tables open.',

  shortTitle: 'What does not work yet',
  english:
    'The plan and the reports are in English only. Translations of the rest have not been reviewed by native speakers.',
  exploring: 'The interactive chart can be used by keyboard. The table below it has the same numbers.',
  names:
    'In the picture of the whole plan, the name of an activity shows up when its mark is pointed at or has the keyboard’s focus. On a touch screen it does not; the list under “Plan” has all names in full.',

  checkedTitle: 'How it was tested',
  checked:
    'Public pages are checked by a program (axe) for faults against levels A and AA, each time the software is tested. They were looked at in Chromium at 1280, 360 and 320 pixels, in dark and light, in print, by keyboard and with scripts off. They have not yet been tried by people who use screen readers, magnifiers or voice control in daily life, nor in other browsers. That is the next thing to do.',

  helpTitle: 'If something does not work for you',
  help: 'Tell the secretariat of the plan, or the focal point of your state or body, which page it is and which software you use. They can also send you any figure or text in another format.',
} as const;

/** How figures are made, and what is not shown and why: two pages, complete in every language. */
export const method = {
  title: 'Methodology',
  lead: 'How statuses and figures are made, what zero and missing values mean, and the limits of the figures.',
  onThisPage: 'On this page',

  flowTitle: 'From a report to a page',
  flowReport:
    'A member state or sectoral body writes its report for a round of six months. A clearing officer of the state clears it. The secretariat reads it and accepts it, or returns it with questions.',
  flowPublication:
    'When a round closes, the accepted reports are frozen. Rules decide what may be shown, and the result is a numbered publication. Every public page, file and chart is made from one publication and names it.',

  statusesTitle: 'Statuses of activities',
  statusesLead:
    'The status of an activity is the one its lead body reported and the secretariat accepted. Other bodies and states report on their own part. Their statuses and texts are shown on the activity’s page and do not change it.',
  statusesCarried:
    'If a lead body does not report for a round, its last status is shown, marked with the round it comes from: a completed activity does not become incomplete because a report is missing. Before its first year an activity is not due and is counted separately.',

  valuesTitle: 'Zero, and five markers for missing values',
  valuesText:
    'Zero is a number: the reporter counted and found none. It is shown as 0 and counts in sums. A cell without a number says which of five reasons applies. The five are never merged with zero or with each other, on pages, in files or in charts.',

  regionTitle: 'Regional figures',
  regionText: 'Each indicator has one rule for combining reports. It is shown with the indicator.',
  ruleSum: 'Sum: the reported numbers are added up.',
  ruleOverlap:
    'Sum of reports: the same, but a person or case may be in several reports. It is not a number of unique persons.',
  rulePercentage:
    'Percentage: the sum of the reported numerators is divided by the sum of the denominators. Percentages are never averaged. If there was nothing to count, there is no percentage.',
  ruleStates: 'Count of states: how many states gave each answer.',
  ruleNone: 'None: the answers are not combined.',
  regionExact:
    'Sums are exact. A percentage is rounded once, to one decimal. If nobody has reported there is no figure, rather than zero. A few indicators are calculated from the tracker’s own records, such as the share of reports submitted on time.',

  doubleTitle: 'Counting a person twice',
  doubleText:
    'A victim recruited in one state and found in another may be in the reports of both. The tracker has no personal data with which to match them. Such figures are called sums of reports; the number of persons may be smaller.',

  coverageTitle: 'Coverage',
  coverageText:
    'Each figure says how many reporters it includes, of how many possible: “9 of 11”. Reporters to whom the question does not apply, and states that had not yet joined, are not counted. A figure that rises with its coverage may have risen only because more reporters are included. The reporters of each round are listed by name, without ranking; whether a single report was late is not shown.',

  publicationsTitle: 'Publications and corrections',
  publicationsText:
    'A publication never changes. Corrections and late reports appear in the next one. Add {query} to the address of any public page to see it as it was in publication 2; all links then stay in that publication. Each publication has a checksum, so that anyone can check that it has not changed.',

  limitsTitle: 'Limits of the figures',
  limitsDirection:
    'More identified victims, investigations or convictions can mean more trafficking, or more attention to it, so these figures have no good or bad direction. They count what authorities and bodies have reported. They do not estimate how many people are trafficked.',
  limitsComparison:
    'Laws and ways of counting differ between states, so states are not compared with each other. If a definition, a law or a way of counting has changed, a note beside the indicator says so; figures before and after the change cannot be compared.',

  disclosureTitle: 'What is not shown, and why',
  disclosureLead:
    'A small number can identify a person, and if a total includes only two states, each can work out the other’s figure. The rules on this page decide whether a publication may show a figure.',

  readsTitle: 'What each reader can learn',
  readsText:
    'Every decision is taken against three readers. Each knows these rules and everything that any publication has shown.',
  readsReader: 'Reader',
  readsKnows: 'Also knows',
  readsUnknown: 'Fewest reporters unknown to it in a sum',
  readsMargin: 'Left of a sum beside the largest unknown figure',
  readsPublic: 'The public',
  readsPublicKnows: 'nothing',
  readsOne: 'One reporter',
  readsOneKnows: 'all its own figures',
  readsTwo: 'Two reporters together',
  readsTwoKnows: 'all figures of both',
  readsMarginOf: 'at least {percent, number}% of that figure',
  readsMarginNone: 'no rule of its own',
  readsSums:
    'Each can learn sums: a total less what it knows, or less other sums. A sum that can be worked out is held to the rules for figures that are shown: enough reporters, no small number of persons, none that outweighs the rest.',
  readsWidth:
    'No reader may learn a hidden figure. For each of them it must stay uncertain by at least {percent, number}% of itself, and by at least {values, number} neighbouring values.',
  readsLinked:
    'Where two indicators ask for the same figure, the plan says so. They are decided together, and the stricter consent holds in both: what a reporter keeps in one is not shown in the other.',

  consentTitle: 'Class and consent',
  consentClass:
    'An indicator of the class “internal” is never published; neither is the fact that it exists. For every other indicator the regional figure may be shown.',
  consentReporter:
    'For each of its figures a reporter decides whether it counts in regional totals only, is also shown as its own figure, or is left out altogether. Without a decision it counts in totals only. Texts are shown only if the reporter has released them.',

  smallTitle: 'Small numbers',
  smallText:
    'In place of a count of persons from 1 to {limit, number} stands the range “1–{limit, number}”, and no more. It gives nothing away: the rules suppose in any case that a reader knows a small number for one. Zero is shown, since nobody is counted in it. For a percentage of persons the limit holds for each of its two parts, and there is no range: it would not be clear which part is small.',

  fewTitle: 'Few reporters',
  fewText:
    'A regional figure needs at least {count, number} reporters with a figure. Less the national figures that are or were public, it must be the sum of at least {fewest, number} reporters, or of none: then neither a reporter that takes off its own figure can read another’s, nor two together. What is left must not be a small number of persons. The rule protects states; where only sectoral bodies report, two hidden figures are enough.',
  fewDominance:
    'Nor is a number shown, whether of persons, of cases or of money, when a reporter that has not released its own figure makes up more than {share, number}% of what is left after taking off the national figures that are shown.',

  backwardsTitle: 'Working backwards',
  backwardsText:
    'A figure is also suppressed if it would reveal another suppressed figure, by adding and subtracting totals, parts, national figures and everything in earlier publications. We assume that readers know that counts are never negative and that parts add up to their total.',
  backwardsSolved:
    'The figures form a system of equations. Figures are removed until nothing protected follows from the rest, exactly or within a narrow range. Parts are removed before totals, and national figures before regional ones.',
  rangesTitle: 'Ranges',
  rangesText:
    'A suppressed regional total, or a part of one, is shown as a range if that is safe: 0–10, 11–49, 50–99, 100–249, 250–499, 500–999, 1,000–2,499 and so on. The ranges are the same for all figures. Each is tested like a shown figure: every hidden figure must stay uncertain for every reader. A range covers at least two reporters with a hidden figure, since the range of one would be that reporter’s own. A suppressed figure without a range means only that no range could be proven safe. Percentages have no range.',

  laterTitle: 'Between publications',
  laterKept:
    'If the difference between two totals would reveal the figure of a late report, the earlier total stays, with the reporters it includes, until enough other figures have changed too.',
  laterCorrected:
    'A corrected figure stays protected as before. Consent to show the new figure does not release the one it replaces. We assume that the size of a correction is known. A figure that was shown once counts as known permanently, even after its reporter has withdrawn consent.',

  notesTitle: 'What is shown instead',
  notesText:
    'Some have a range, as described above. Every other suppressed figure has the same marker and the same note, whatever the reason, since the reason would narrow down what the figure can be. The notes are:',

  attackTitle: 'Tested by an attacker',
  attackText:
    'The software is tested by an attacker: a program that knows everything published from made-up reports and, in turn, the own figures of one or two reporters. It tries to work out hidden figures with linear equations and linear programming. If it finds one, the test fails. To prove that the attacker works, it is also given publications made without one of the rules, and must then find what leaks.',

  keptTitle: 'How much is shown',
  keptText:
    'Protection has a cost. Of the figures that class and consent allow and that have a number, this publication shows:',
  keptOf: 'Figures of',
  keptRegion: 'the region',
  keptReporters: 'single reporters',
  keptShown: 'Shown',
  keptRanges: 'Given as a range',
  keptHeld: 'Suppressed',
  keptShare: 'Share shown',
  keptShareRanges: 'Shown or as a range',
  keptNone: 'This publication has no such figures.',

  boundsTitle: 'Limits of these rules',
  boundsText:
    'They protect figures in the publications of this tracker. They cannot account for what somebody knows from elsewhere, or for what three or more reporters tell each other. They cannot take back what has been published.',

  toDisclosure: 'What is not shown, and why',
  toMethodology: 'How figures are made',
} as const;
