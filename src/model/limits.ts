/** So many characters can be written in the chat at once. */
export const MAX_CHAT_MESSAGE = 4_000;

/** So many milliseconds a request for control or host rights waits for an answer. */
export const REQUEST_TIME = 60_000;
