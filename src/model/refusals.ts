/** Stable names of the reasons for which a command is refused by the model. */
export type RefusalCode =
  | 'not_allowed'
  | 'unknown_tab'
  | 'unknown_participant'
  | 'invalid_url'
  | 'invalid_setting'
  | 'invalid_message'
  | 'invalid_argument'
  | 'blocked_url'
  | 'identification_required'
  | 'nothing_to_do'
  | 'already_requested'
  | 'not_requested'
  | 'too_many'
  | 'too_large'
  | 'wrong_type'
  | 'not_joined'
  | 'seat_lost'
  | 'expired_link'
  | 'not_admitted'
  | 'removed'
  | 'session_ended';

/** A command that was refused: nothing happened, and why. */
export interface Refusal {
  readonly refused: RefusalCode;
  /** One sentence: what was expected, what came, what to do. */
  readonly message: string;
}

/** Makes a refusal. */
export function refuse(refused: RefusalCode, message: string): Refusal {
  return {refused, message};
}
