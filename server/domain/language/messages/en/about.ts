/** What the tracker is, and how accessible it is. */
export const about = {
  title: 'About this tracker',
  description: 'What the tracker shows, who reports to it, who runs it and how its data may be used.',
  lead: 'A place where a regional work plan against trafficking in persons is reported, put together and shown.',
  illustration: 'What you see is an illustration',

  purposeTitle: 'What it is for',
  purpose:
    'The ASEAN Multi-Sectoral Work Plan Against Trafficking in Persons 2023-2028, also called the Bohol work plan 2.0, is carried out by sectoral bodies and member states together. Twice a year they report on the activities that they lead or take part in, and on a set of indicators. This tracker gathers those reports, puts them together and publishes what may be shown, so that ministries, partners and everyone else can see how far the plan has come and where it is late.',

  partsTitle: 'Who does what',
  reporters:
    'Reporters are member states and sectoral bodies. Agencies of a state write its report; a clearing officer of that state releases it before it leaves the country.',
  secretariat:
    'The secretariat of the plan runs the tracker. It reads each report, asks questions, accepts or returns it, and publishes. It cannot change what a reporter has written.',
  readers:
    'The public reads publications. Working data and drafts are never part of a public page, and a document is only where its reporter has made it public.',
  neutral:
    'The tracker takes no side between states. It ranks none, colours none, and shows each beside its own past only.',

  absentTitle: 'What it does not hold',
  absent:
    'It holds counts and reports on work. It holds no case files and no data on single persons, and it is not a way to report a case or ask for help. Whoever is in danger should turn to the police or the hotline of the country where they are.',

  useTitle: 'Using the data',
  use: 'Published data may be used by anyone under {licence}. Name the publication by its number, for instance “Bohol tracker, publication 3”: a publication never changes, so the number says exactly which figures are meant. {data} has all files, {methodology} says how figures are made, and {disclosure} what is left out.',
  useData: 'Data',
  useMethodology: 'Methodology',
  useDisclosure: 'What is not shown, and why',

  languagesTitle: 'Languages',
  languages:
    'The tracker is written in English. Navigation, statuses, what stands around figures, and the pages on the method are also in Bahasa Indonesia, Khmer, Thai and Vietnamese. What the plan and the reports say stays as it was written. No speaker of these languages has reviewed the translations so far, and each page says so. The language is part of the address and is never chosen for you, so that a link shows everybody the same page.',

  software: 'The software is free under the {licence}.',
} as const;

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

/** How figures are made, and what is not shown and why: two pages, complete in every language. */
export const method = {
  title: 'Methodology',
  lead: 'How statuses and figures are made, what zero and missing mean, and what the figures cannot say.',
  onThisPage: 'On this page',

  flowTitle: 'From a report to a page',
  flowReport:
    'Data flow one way. A member state or a sectoral body writes its report for a round, which is half a year. A clearing officer of the state releases it. The secretariat reads it and accepts it, or returns it with questions.',
  flowPublication:
    'When a round closes, everything that was accepted is frozen. From what is frozen, rules choose what may be shown, and that becomes a numbered publication. Every public page, file and chart is drawn from one publication and names it.',

  statusesTitle: 'Statuses of activities',
  statusesLead:
    'The status of an activity is the one that its lead body has reported and the secretariat has accepted. Other bodies and states report on their own part. Their statuses and words stand beside it on the page of the activity and do not change it.',
  statusesCarried:
    'Where a lead body does not report for a round, its last status still stands, marked with the round that it is from: an activity that was completed is not undone by a missing report. Before its first year an activity is not due; it is then counted apart.',

  valuesTitle: 'Zero, and five marks for no number',
  valuesText:
    'Zero is a number: the reporter has counted and found none. It is printed as 0 and goes into sums. A cell without a number says which of five things it means. The five are never merged with zero or with each other, whether on pages, in files or in charts.',

  regionTitle: 'Figures of the region',
  regionText:
    'Each indicator has one rule by which reports are put together. It is printed with the indicator.',
  ruleSum: 'Sum: the reported numbers are added up.',
  ruleOverlap:
    'Sum of reports: the same, where a person or a case may be in several reports. It is not a number of unique persons.',
  rulePercentage:
    'Percentage: the reported numerators are added up, the denominators are added up, and the one sum is divided by the other. Percentages are never averaged. Where there was nothing to count, there is no percentage.',
  ruleStates: 'Count of states: how many states gave each answer.',
  ruleNone: 'None: the answers are not put together.',
  regionExact:
    'Sums are exact, and a percentage is rounded once, to one decimal. Where nobody has reported there is no figure; it is not zero. A few indicators are worked out from the records of the tracker itself and asked of nobody, such as the share of reports that came in time.',

  doubleTitle: 'Counting a person twice',
  doubleText:
    'A victim who was recruited in one state and found in another may be in the reports of both. Counts do not show this, and the tracker holds no data on persons by which they could be matched. Such figures are called sums of reports; the number of persons may be smaller. The steps of a funnel have different reporters, so one step is not a share of the step before.',

  coverageTitle: 'Coverage',
  coverageText:
    'Beside a figure stands how many reporters are in it, of how many that could be: “9 of 11”. Those to whom the question does not apply, and states that had not yet joined, are not counted. A figure that rises together with its coverage may have risen only because more have reported. Who has reported for which round is listed by name and without ranking; whether a report came late is not shown for single reporters.',

  publicationsTitle: 'Publications and corrections',
  publicationsText:
    'A publication never changes. Corrections and late reports appear in the next one. Add {query} to the address of any public page to see it as it stood in publication 2; all links then stay with that publication. Each publication carries a fingerprint of its content, so that anyone can check that it is the same.',

  limitsTitle: 'What the figures cannot say',
  limitsDirection:
    'More identified victims, investigations or convictions can mean more trafficking, or more attention to it; such figures have no good or bad direction here. The figures count what authorities and bodies have reported. They are no estimate of how many people are trafficked.',
  limitsComparison:
    'Laws and ways of counting differ between states, so states are not compared with each other. Where a definition, a law or a way of counting has changed, a note says so beside the indicator; figures before and after it are not the same thing.',

  disclosureTitle: 'What is not shown, and why',
  disclosureLead:
    'A small number can point to a person, and a total of two lets each of the two read the other. The rules on this page decide for every figure whether a publication may show it.',

  consentTitle: 'Class and consent',
  consentClass:
    'An indicator of the class “internal” is never published, and neither is the fact that it exists. Of every other indicator the figure of the region may be shown.',
  consentReporter:
    'For each of its figures a reporter says whether it may count in regional totals only, be shown as its own figure too, or be left out altogether. Where nothing was said, the first holds. Words are shown only where the reporter has released them.',

  smallTitle: 'Small numbers',
  smallText:
    'Counts of persons from 1 to {limit, number} are not shown. Zero is shown, since nobody is counted in it. For a percentage of persons this holds for each of its two parts: shown with the other, each could be worked out.',

  fewTitle: 'Few reporters',
  fewText:
    'A regional figure needs at least {count, number} reporters with a figure: in a total of two, each could read the other by taking off its own. What is left of a total after taking off the national figures that are shown must not be the figure of one reporter, and must not be a small number of persons. The rule protects states; where only sectoral bodies report, their consent decides.',
  fewDominance:
    'Nor is a count of persons shown when a reporter that has not released its own figure makes up more than {share, number}% of what is left after taking off the national figures that are shown.',

  backwardsTitle: 'Working backwards',
  backwardsText:
    'A figure is also held back when it would give away another that is held: by adding and subtracting totals, parts, national figures and everything that earlier publications show. The reader is supposed to know that counts are never negative and that parts add up to their total.',
  backwardsSolved:
    'This is solved, not guessed. The figures form a system of equations, and figures are taken out until nothing that is protected follows from the rest, exactly or within a narrow range. Parts are given up before totals, and national figures before those of the region.',

  laterTitle: 'From one publication to the next',
  laterKept:
    'When a late report would tell its own figure by the difference between two totals, the total of the earlier publication is kept, with the reporters that were in it, until enough others have changed with it.',
  laterCorrected:
    'A figure that was corrected stays protected as it was. Consent to show the figure of today does not release the one that it replaces.',

  notesTitle: 'What stands in its place',
  notesText:
    'A figure that is held as small, as one that outweighs the rest or as protecting another has the same mark and the same note, since telling these apart would narrow down what the figure can be. The notes are:',

  attackTitle: 'An attacker among the tests',
  attackText:
    'The software is tested by an attacker: a program that knows everything public of made-up reports and series of publications, and works backwards by linear equations and linear programming to find what is hidden. If it finds anything, the test fails. So that this says something, the attacker is also set on reports from which a rule was left out, and must then find what leaks.',

  keptTitle: 'How much is kept',
  keptText:
    'Protection costs figures. Of those that class and consent allow and that have a number, this publication shows:',
  keptOf: 'Figures of',
  keptRegion: 'the region',
  keptReporters: 'single reporters',
  keptShown: 'Shown',
  keptHeld: 'Suppressed',
  keptShare: 'Share shown',
  keptNone: 'This publication has no such figures.',

  boundsTitle: 'What these rules cannot do',
  boundsText:
    'They protect numbers within the publications of this tracker. They cannot take into account what somebody knows from elsewhere, and they cannot take back what has been published once.',

  toDisclosure: 'What is not shown, and why',
  toMethodology: 'How figures are made',
} as const;
