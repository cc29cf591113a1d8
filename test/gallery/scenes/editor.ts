import type {Remote} from '../remote.ts';

/** A letter is written: typed, pasted, composed, and made bold and a list with the buttons of the editor. */
export async function writesALetter(remote: Remote): Promise<void> {
  const {page} = remote.host;
  await remote.clicks('.ql-editor');
  await remote.types('Dear Ben,\nI ');
  await remote.clicks('.ql-bold');
  await remote.types('agree');
  await remote.clicks('.ql-bold');
  await remote.types('.\n');
  await remote.holds(`editor.getText().endsWith('agree.\\n\\n')`);

  const method = await page.createCDPSession();
  await method.send('Input.imeSetComposition', {text: 'にほん', selectionStart: 3, selectionEnd: 3});
  await method.send('Input.insertText', {text: '日本'});
  await method.detach();
  await remote.holds(`editor.getText().endsWith('日本\\n')`);

  await page.evaluate(() => navigator.clipboard.writeText(' from afar'));
  await page.keyboard.down('Control');
  await page.keyboard.press('v');
  await page.keyboard.up('Control');
  await remote.holds(`editor.getText().endsWith('日本 from afar\\n')`);

  await remote.types('\n');
  await remote.clicks('.ql-list[value=bullet]');
  await remote.types('one\ntwo');
  await remote.becomes('editor.getContents().ops', [
    {insert: 'Dear Ben,\nI '},
    {attributes: {bold: true}, insert: 'agree'},
    {insert: '.\n日本 from afar\none'},
    {attributes: {list: 'bullet'}, insert: '\n'},
    {insert: 'two'},
    {attributes: {list: 'bullet'}, insert: '\n'},
  ]);
  await remote.guest.seesTheSameAs(remote.host);
  await remote.shoot('written');
}
