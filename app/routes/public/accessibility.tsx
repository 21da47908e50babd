import { Prose } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { Route } from './+types/accessibility';

export const meta: Route.MetaFunction = () => [
  { title: 'Accessibility · Bohol tracker' },
  {
    name: 'description',
    content: 'What works for whom on this site, what does not yet, and how it was checked.',
  },
];

export default function Accessibility() {
  return (
    <>
      <PageHeading lead="The aim is level AA of the Web Content Accessibility Guidelines 2.2. No independent audit has been made so far, so the site does not claim to meet it in full.">
        Accessibility
      </PageHeading>
      <Prose>
        <h2>What you can rely on</h2>
        <ul>
          <li>Every page, form and download works without scripts.</li>
          <li>
            Every figure has a heading that says what it shows, a table of the same numbers and a file to
            download. Nothing is said by colour alone: statuses are fillings that also read in black and
            white.
          </li>
          <li>
            Everything can be reached and used by keyboard. A link at the top skips to the content, and where
            you are is always outlined.
          </li>
          <li>
            Text can be enlarged and pages are usable at 320 pixels wide. Wide tables scroll sideways in a
            frame of their own, which takes the keyboard too.
          </li>
          <li>
            The site follows your settings for dark or light, more contrast, your own colours, and less
            motion.
          </li>
          <li>Pages are light, for slow and costly lines, and print on paper with their tables open.</li>
        </ul>

        <h2>What falls short</h2>
        <ul>
          <li>The site is in English only. Names of states and bodies are as in ASEAN documents.</li>
          <li>
            The chart that opens by “Explore this chart” is made for eyes and a pointer. The table under it
            holds the same numbers.
          </li>
          <li>
            In the picture of the whole plan, the name of an activity shows up when its mark is pointed at or
            has the keyboard’s focus. On a touch screen it does not; the list under “Plan” has all names in
            full.
          </li>
        </ul>

        <h2>How it was checked</h2>
        <p>
          Public pages are checked by a program (axe) for faults against levels A and AA, each time the
          software is tested. They were looked at in Chromium at 1280 and 360 pixels, in dark and light, in
          print, by keyboard and with scripts off. They have not yet been tried by people who use screen
          readers, magnifiers or voice control in daily life, nor in other browsers. That is the next thing to
          do.
        </p>

        <h2>When something does not work for you</h2>
        <p>
          Tell the secretariat of the plan, or the focal point of your state or body, which page it was and
          what you use. They can also send you any figure or text of this site in another form.
        </p>
      </Prose>
    </>
  );
}
