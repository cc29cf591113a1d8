/** A session of WebDriver, the protocol by which browsers other than Chromium are driven: commands over HTTP. */
export class WebDriverSession {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Starts a browser by the driver at that address. */
  static async open(driver: string, capabilities: object): Promise<WebDriverSession> {
    const {sessionId} = await send<{sessionId: string}>('POST', `${driver}/session`, {
      capabilities: {alwaysMatch: capabilities},
    });
    return new WebDriverSession(`${driver}/session/${sessionId}`);
  }

  get<Answer>(command: string): Promise<Answer> {
    return send('GET', `${this.#address}/${command}`);
  }

  post<Answer = void>(command: string, body: object): Promise<Answer> {
    return send('POST', `${this.#address}/${command}`, body);
  }

  delete(command: string): Promise<void> {
    return send('DELETE', `${this.#address}/${command}`);
  }

  /** Ends the browser. */
  close(): Promise<void> {
    return send('DELETE', this.#address);
  }
}

async function send<Answer>(method: string, address: string, body?: object): Promise<Answer> {
  const response = await fetch(address, {method, ...(body ? {body: JSON.stringify(body)} : {})});
  const {value} = (await response.json()) as {value: Answer & {error?: string; message?: string}};
  if (!response.ok) throw new Error(`WebDriver refused ${method} ${address}: ${value.error}, ${value.message}`);
  return value;
}
