/** Where a way leads to, and from where. */
export interface Target {
  /** Port of the canary, which is that of no other way. */
  readonly port: number;
  /** Address of the canary. */
  readonly url: string;
  /** A name of the canary, which nobody but the way looks up. */
  readonly name: string;
  /** Address of the folder that the way has on a site of the pretended internet. */
  readonly home: string;
  /** Port of that site. */
  readonly sitePort: number;
  /** The same folder on a site with TLS. */
  readonly secureHome: string;
  /** A page in a file of this machine, which asks the canary for a picture. */
  readonly file: string;
}

/** An answer of the site. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A part of what the browser writes to its console, or of what a session is told of its tab. */
type Sign = (target: Target) => string;

/** A way in which a page of a session may try to reach what is not of the public web. */
export interface Way {
  readonly name: string;
  /** What the page of the way holds. */
  readonly page?: (target: Target) => string | Answer;
  /** Other files in the folder of the way. */
  readonly files?: (target: Target) => Readonly<Record<string, Answer>>;
  /** Where the session is sent; to the page of the way if left out. */
  readonly address?: (target: Target) => string;
  /** Whether someone clicks into the page; again and again where it never says that it is there, as the viewer for PDF. */
  readonly clicked?: boolean | 'again and again';
  /** Why Chromium by itself never goes this way, guard or not, and what shows that it was tried. */
  readonly stopped?: {readonly because: string; readonly shown: Sign};
  /** What shows that it leads there with the guard off, where the canary hears nothing of it. */
  readonly reached?: Sign;
  /** What shows that it was tried with the guard on, where that is no refusal of the proxy. */
  readonly refused?: Sign;
}

/** Covers a page, for whoever clicks into it. */
export const ALL = 'style="position:fixed;inset:0"';

export const JS = {'content-type': 'text/javascript'};

/** A way that is a page. */
export function page(name: string, of: (target: Target) => string, more: Partial<Way> = {}): Way {
  return {name, page: of, ...more};
}

/** A way that is a script of a page. */
export function script(name: string, of: (target: Target) => string, more: Partial<Way> = {}): Way {
  return page(name, (target) => `<body><script type="module">${of(target)}</script>`, more);
}

/** A way that someone types into the address bar. */
export function typed(name: string, of: (target: Target) => string, more: Partial<Way> = {}): Way {
  return {name: `${name} in the address bar`, address: of, ...more};
}

/** What a page says in its console, as code and as what is looked for. */
export function says({port}: Target, what: string): {readonly code: string; readonly sign: string} {
  const sign = `way ${port}: ${what}`;
  return {code: `console.log(${JSON.stringify(sign)})`, sign};
}

/** What a page says in its console, as a sign. */
export function said(what: string): Sign {
  return (target) => says(target, what).sign;
}

/** Has a page say in the console when all of it is there. */
export function afterLoad(target: Target): string {
  return `<script>onload = () => ${says(target, 'loaded').code}</script>`;
}

/** A file of the way that leads elsewhere. */
export function leading(to: (target: Target) => string): Pick<Way, 'files'> {
  return {files: (target) => ({r: {status: 302, headers: {location: to(target)}}})};
}
