import {SessionError, type SessionErrorCode} from '../errors.ts';
import {camel, isRecord} from './fields.ts';

/** Why the vendor's client cannot do something, where more is known than that it has no such method. */
const REASONS: Readonly<Record<string, string>> = {
  go_back: 'It goes to addresses only, not back or forward.',
  go_forward: 'It goes to addresses only, not back or forward.',
  withdraw_tab_control_request: 'A request for control cannot be taken back there.',
  withdraw_host_request: 'A request for host rights cannot be taken back there.',
  decline_tab_control: 'A request for control can only be granted there, or left alone.',
  decline_host: 'A request for host rights can only be granted there, or left alone.',
  update_user_data: 'What the others know of someone is given at the start there.',
  pause_tab: 'Tabs are paused in its own window.',
  resume_tab: 'Tabs are resumed in its own window.',
  set_huddle_mode: 'Huddle mode is switched in its own window.',
  follow: 'People follow each other in its own window.',
  unfollow: 'People follow each other in its own window.',
  admit: 'People are let in by its own window.',
  refuse: 'People are let in by its own window.',
  send_chat_message: 'The chat is in its own window.',
  input: 'Its own window takes mouse and keyboard.',
};

/** Says that the vendor's client cannot do something, and why as far as that is known. */
export function unsupportedThere(name: string): SessionError {
  const reason = REASONS[name] ?? 'It is not among what the vendor documents.';
  return new SessionError('unsupported', `Webfuse's client has no ${camel(name)}(). ${reason}`);
}

/** What the vendor's client threw, or rejected with, as an error of ours. */
export function asSessionError(error: unknown, what: string): SessionError {
  if (error instanceof SessionError) return error;
  const {code, message} = isRecord(error) ? error : {code: undefined, message: error};
  // A client of this kit can be at the other end.
  const known = typeof code === 'string' && /^[a-z]+(_[a-z]+)*$/.test(code) ? (code as SessionErrorCode) : 'internal';
  return new SessionError(known, typeof message === 'string' ? message : `Webfuse's client failed at ${what}.`, {
    cause: error,
  });
}
