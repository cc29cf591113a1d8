/** A secret that deliveries are signed with, sealed by the vault. */
export interface WebhookSecret {
  readonly sealed: string;
  /** When it stops signing, or null: the newest never does. */
  readonly expiresAt: number | null;
}

/** One try at a delivery. */
export interface AttemptRecord {
  readonly at: number;
  /** How long it took, in milliseconds. */
  readonly took: number;
  /** HTTP status, or null when none came. */
  readonly status: number | null;
  /** Why it failed, as a sentence, or null. */
  readonly error: string | null;
}

export interface WebhookRecord {
  readonly id: number;
  /** Null for one of the whole server. */
  readonly spaceId: string | null;
  readonly name: string;
  readonly url: string;
  readonly enabled: boolean;
  /** Standard Webhooks, or the vendor's form. */
  readonly signature: 'standard' | 'vendor';
  readonly gzip: boolean;
  readonly sslVerification: boolean;
  /** Such as `space.session.started`; `space.session.*` stands for all of them. */
  readonly categories: readonly string[];
  /** Newest first; at most two that live. */
  readonly secrets: readonly WebhookSecret[];
  readonly createdAt: number;
  /** Deliveries that failed in a row. */
  readonly failedCount: number;
  /** The last attempt at any of its deliveries, or null; `recordAttempts` brings it up to date. */
  readonly last: AttemptRecord | null;
  /** Why it was switched off by itself, as a sentence, or null. */
  readonly disabledReason: string | null;
  /** Whether the config file says it all, so that nothing else may change it. */
  readonly managed: boolean;
}

/** Where webhooks are kept. */
export interface WebhookStore {
  /** All, or those of a space, or with null those of the whole server; by id. */
  listWebhooks(spaceId?: string | null): Promise<readonly WebhookRecord[]>;
  findWebhook(id: number): Promise<WebhookRecord | undefined>;
  addWebhook(webhook: Omit<WebhookRecord, 'id'>): Promise<WebhookRecord>;
  /** Changes what is given alone. */
  changeWebhook(id: number, changes: Partial<Omit<WebhookRecord, 'id'>>): Promise<WebhookRecord | undefined>;
  /** Forgets a webhook with its deliveries. */
  removeWebhook(id: number): Promise<void>;
}
