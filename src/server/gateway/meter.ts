/** What is counted of lines. */
export interface Meter {
  /** A client called something. */
  called(method: string): void;
  /** A call was refused. */
  refused(code: string): void;
  /** A picture went out to one viewer. */
  pictureSent(bytes: number): void;
}
