import type {CDPSession} from 'puppeteer-core';
import type {OpenQuestion} from '../browser/pages.ts';
import {Desk} from './desk.ts';
import {Dialogs} from './dialogs.ts';
import {FileChoosers, type HandFiles} from './file-choosers.ts';
import {Login} from './login.ts';
import {Permissions, type Permit} from './permissions.ts';
import type {Denied} from './picked.ts';
import {Pickers} from './pickers.ts';

export interface QuestionsOptions {
  /** Puts files of the session where its pages can have them. */
  readonly hand: HandFiles;
  readonly permit: Permit;
  /** How much larger than laid out the page is seen. */
  readonly scale: () => number;
  /** Told of all that is open, each time that changes. */
  readonly onChanged: (open: readonly OpenQuestion[]) => void;
  /** The page wanted what no page gets. */
  readonly onDenied: (wanted: Denied) => void;
  /** The page opens one dialog after the other. */
  readonly onEndless: () => void;
}

/** All that the pages of one tab ask of people. */
export class Questions {
  /** Where they lie until someone answers. */
  readonly desk: Desk;
  readonly dialogs: Dialogs;
  readonly login: Login;
  readonly #pickers: Pickers;
  readonly #permissions: Permissions;
  readonly #choosers: FileChoosers;

  constructor({hand, permit, scale, onChanged, onDenied, onEndless}: QuestionsOptions) {
    this.desk = new Desk(onChanged);
    this.dialogs = new Dialogs(this.desk, onEndless);
    this.login = new Login(this.desk);
    this.#permissions = new Permissions(this.desk, permit);
    this.#pickers = new Pickers(this.desk, this.#permissions, {onDenied, scale});
    this.#choosers = new FileChoosers(this.desk, hand);
  }

  /** Hears what a process of the tab's page asks. Everything is sent before anything is awaited. */
  async follow(process: CDPSession): Promise<void> {
    this.dialogs.follow(process);
    await Promise.all([this.#pickers.follow(process), this.#choosers.follow(process)]);
  }

  /** There is a page. */
  attach(): void {
    this.desk.open();
  }

  /** There is another document, and what the one before asked is over. */
  arrived(): void {
    this.dialogs.arrived();
    this.login.withdraw();
    this.#choosers.withdraw();
    this.#permissions.withdraw();
  }

  /** The page is gone, or on its way, and may still ask until it is. */
  detach(): void {
    this.dialogs.forget();
    this.#pickers.forget();
    this.desk.close();
  }
}
