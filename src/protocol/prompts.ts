/** Where in a tab something is, in its CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a page says or asks in a dialog of its own; `leave` asks whether what was not saved may be lost. */
export interface DialogPrompt {
  readonly kind: 'alert' | 'confirm' | 'prompt' | 'leave';
  /** The site that asks. */
  readonly origin: string;
  readonly message: string;
  /** What is in the field to begin with, where there is one. */
  readonly value?: string;
}

/** Something to choose. */
export interface PromptOption {
  readonly label: string;
  /** What more is said of it. */
  readonly note?: string;
  /** Heading of those that it stands among. */
  readonly group?: string;
  readonly disabled?: boolean;
  readonly hidden?: boolean;
}

/** What all fields of a page have. */
interface Field {
  /** What the page calls it; may be empty. */
  readonly label: string;
  /** Whether it is written from right to left. */
  readonly rtl: boolean;
}

/**
 * One of several is to be chosen: of a list, or of what is suggested while someone types. `index` is the one that is
 * marked, or -1.
 */
export interface ChoicePrompt extends Field {
  readonly kind: 'select' | 'suggest';
  readonly options: readonly PromptOption[];
  readonly index: number;
}

/** A date or a time, in the form that its field takes and gives. */
export interface DatePrompt extends Field {
  readonly kind: 'date' | 'time' | 'month' | 'week' | 'datetime-local';
  readonly value: string;
  readonly min: string;
  readonly max: string;
  readonly step: string;
  /** What its steps count from where it is empty and has no `min`. */
  readonly base?: string;
}

/** A colour as `#rrggbb`, with those that the page proposes. */
export interface ColorPrompt extends Field {
  readonly kind: 'color';
  readonly value: string;
  readonly options: readonly PromptOption[];
}

/** What can be done with something that was pressed with the other button. */
export interface MenuPrompt {
  readonly kind: 'menu';
  /** Addresses; empty where there is none. */
  readonly link: string;
  readonly image: string;
  /** What is selected. */
  readonly text: string;
  readonly editable: boolean;
}

/** A site wants to know who someone is before it shows anything. */
export interface LoginPrompt {
  readonly kind: 'login';
  /** The site that asks. */
  readonly origin: string;
  /** What it calls the part of it that is asked for; may be empty. */
  readonly realm: string;
}

/** A site wants something that belongs to whoever uses it. */
export interface PermissionPrompt {
  readonly kind: 'permission';
  /** The site that asks. */
  readonly origin: string;
  readonly permission: Permission;
}

/** What can be allowed: to know where someone is, and to call for their attention. */
export type Permission = 'geolocation' | 'notifications';

/** Where someone is. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  /** Metres. */
  readonly accuracy: number;
}

/** Files are to be chosen. */
export interface FilePrompt {
  readonly kind: 'file';
  readonly multiple: boolean;
  /** As the attribute of the field; may be empty. */
  readonly accept: string;
}

/** What something is needed for that Chromium does not paint. */
export type Question =
  | DialogPrompt
  | ChoicePrompt
  | DatePrompt
  | ColorPrompt
  | MenuPrompt
  | LoginPrompt
  | FilePrompt
  | PermissionPrompt;

/** Name of a kind of question. */
export type PromptKind = Question['kind'];

interface Asked {
  /** Names it in an answer. */
  readonly id: number;
  /** Size of the tab, in its CSS pixels. */
  readonly screen: {readonly width: number; readonly height: number};
  /** Where in the tab it belongs; null when it is of the tab as a whole. */
  readonly box: Box | null;
}

/**
 * A question of a tab. The one in control is told all of it. The others are told that it waits, what kind it is of and
 * what the page says: neither what there is to choose from nor what was typed.
 */
export type Prompt = Asked & (({readonly waiting: false} & Question) | ({readonly waiting: true} & Heading));

/** What everyone who looks at a tab may know of its question. */
export interface Heading {
  readonly kind: PromptKind;
  readonly origin?: string;
  readonly message?: string;
}

/** What is given in answer; null where it is left unanswered, as with a press of Escape. */
export type PromptAnswer =
  | null
  /** Yes, or all right. Where someone is, is told with it. */
  | {readonly accept: true; readonly position?: Position}
  /** What was typed, or picked as a text. */
  | {readonly value: string}
  /** Which one was chosen. */
  | {readonly index: number}
  | {readonly username: string; readonly password: string}
  /** Ids of files that were sent to the session for it. */
  | {readonly files: readonly string[]}
  /** What the page is to do. */
  | {readonly item: 'delete' | 'select_all'};

/** An answer on its way to the tab that asked. */
export interface Answer {
  readonly type: 'answer';
  /** As the question was told. */
  readonly id: number;
  readonly answer: PromptAnswer;
}

/** Files that were dropped onto the page of a tab. */
export interface Drop {
  readonly type: 'drop';
  /** CSS pixels of the tab. */
  readonly x: number;
  readonly y: number;
  /** Ids of files that were sent to the session for it. */
  readonly files: readonly string[];
}
