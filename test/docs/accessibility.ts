import {ACCESSIBLE, type Accessible} from './accessibility-table.ts';
import {code, page, table} from './markdown.ts';

const HEADS = ['Role and name', 'By keyboard', 'Said aloud', 'Contrast', 'Target size'];

/** What a screen reader, a keyboard and an eye find of each element, and what is not. */
export function accessibilityPage(): string {
  return page(
    'Accessibility',
    'The elements are made to meet [WCAG 2.2](https://www.w3.org/TR/WCAG22/), level AA. Each line of the table below is checked by a test that drives the element in Chromium (`test/components/accessibility.test.ts`): the roles and names are there, the keys do what is said, the live region says what happened, no text has less contrast than that, in light or in dark, and nothing that can be pressed is smaller. Besides, every state of every element that has a picture is checked in light and in dark, from left to right and from right to left (`test/shots/axe.test.ts`): axe finds nothing wrong, with the target sizes of WCAG 2.2, and no text has less contrast than 4.5 : 1, and no edge of a field or of what is pressed less than 3 : 1, in forced colours either. Where someone prefers less motion, nothing moves in them.',
    '## The remote page is a picture',
    'This is what the kit does not do: to a screen reader, the page that is browsed together is one thing with a name, not a page. `<wf-view>` draws it on a `<canvas>`, which is hidden from screen readers because nothing in it can be read. Its text, headings, links, fields, language and alternative texts do not reach anyone by ear or braille, it cannot be made larger without becoming coarse, and neither forced colours nor a reader’s own styles reach it. No tool finds that: axe sees a canvas with nothing wrong in it, and **proves nothing about the remote page**, neither about what the picture shows nor about whether the page itself is accessible.',
    'What the kit does about it:',
    [
      '- **What it is.** The picture is a field whose name is the title and the address of the page, and whose description says who is in control and how to use or leave it.',
      '- **What changes.** `<wf-notices>` says, politely, which page is shown whenever that changes, and who pauses a tab or shows it again. `<wf-address-bar>` and `<wf-tab-bar>` have address and titles as text.',
      '- **What the page asks.** Its dialogs, lists, dates, colours, menus and passwords are no picture: `<wf-prompts>` draws them as HTML, with roles and names, for whoever is in control.',
      '- **What goes out of it.** Files that are downloaded are links in `<wf-downloads>`; text that is copied in the page is on the own clipboard.',
      '- **What people say.** The chat, requests and who looks where are text throughout, so that someone who sees the page can tell of it.',
      '- **The page itself.** Whoever needs a page that can be read opens its address in a tab of their own browser; `session.getTabs()` has it, and a site can offer that link beside the session. With `provider="local"` pages are real frames: what is accessible in them stays so.',
    ].join('\n'),
    '## Each element',
    'What stands there is what is found while Anna is the host, Ben is here, and a shop is open. Contrast is the least of its texts, by the tokens as they are; a theme of yours is checked at `/looks.html`. WCAG asks for 4.5 : 1 of text and for targets of 24 by 24 CSS pixels.',
    table(
      ['Element', ...HEADS],
      Object.entries(ACCESSIBLE).map(([tag, facts]) => [code(`<${tag}>`), ...cells(facts)]),
    ),
    'Words that an element says are those of the nearest `lang`, with that language and direction. Motion is left out where someone prefers less of it. Focus is always to be seen, is in no element twice, and is not lost when what has it goes: what comes nearest takes it.',
  );
}

/** What is found of one element. */
export function accessibilityOf(tag: string): string {
  return `${table(HEADS, [cells(ACCESSIBLE[tag]!)])}\n\n[Accessibility](../../../docs/accessibility.md) says how that is checked.`;
}

function cells({roles, keys, says, contrast, target}: Accessible): string[] {
  return [
    roles.map(([role, name]) => (name ? `${role} “${name}”` : role)).join(', '),
    keys,
    says?.[0] ?? 'nothing of its own',
    contrast === undefined ? 'no text' : `${contrast} : 1`,
    target === undefined ? 'none' : `${target} px`,
  ];
}
