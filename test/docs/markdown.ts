const NOTE = '<!-- Made from the code by `npm run docs:write`: change that, not this file. -->';

/** A page of the docs. */
export function page(title: string, ...parts: readonly string[]): string {
  return `${[`# ${title}`, NOTE, ...parts].join('\n\n')}\n`;
}

/** A table; each cell in one line. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(oneLine).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** As code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Several names, as code. */
export function codes(names: Iterable<string>): string {
  return [...names].map(code).join(', ');
}

function oneLine(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
