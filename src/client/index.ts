export {chainOf} from '../model/chain.ts';
export {
  type AddedEvents,
  type ClientIndex,
  type ErrorReason,
  EVENT_NAMES,
  type Json,
  type SessionEventMap,
  type SessionEventName,
  type SourceEvents,
  type Ssid,
  type UserData,
} from '../model/events.ts';
export {MAX_CHAT_MESSAGE, REQUEST_TIME} from '../model/limits.ts';
export {once} from '../model/once.ts';
export type {SessionSettings} from '../model/settings.ts';
export {
  type ControlRequest,
  findParticipant,
  findTab,
  type Participant,
  type SessionState,
  shownSsid,
  type Tab,
  type TabErrorCode,
  type Visitor,
} from '../model/state.ts';
export type {Frame, MaskedText} from '../protocol/frames.ts';
export type {
  Answer,
  Box,
  ChoicePrompt,
  ColorPrompt,
  DatePrompt,
  DialogPrompt,
  Drop,
  FilePrompt,
  LoginPrompt,
  MenuPrompt,
  PermissionPrompt,
  Prompt,
  PromptAnswer,
  PromptKind,
  PromptOption,
} from '../protocol/prompts.ts';
export type {RequestTime, SessionInfo, SpaceInfo} from '../protocol/queries.ts';
export {
  type Aside,
  type Download,
  type Fit,
  type Input,
  type KeyboardMode,
  MODIFIER,
  type PointerPlace,
  type Pointing,
  type Stroke,
  type TouchPoint,
} from '../protocol/rpc.ts';
export {ALIAS_NAMES, type AliasEventMap, type AliasName} from './aliases.ts';
export type {ApiRequest} from './api-request.ts';
export {COMMANDS, type SessionMethods} from './commands.ts';
export {type Drawing, type DrawingSettings, drawingOf} from './drawing.ts';
export type {ListenOptions} from './emitter.ts';
export {SessionError, type SessionErrorCode} from './errors.ts';
export {ofPage} from './of-page.ts';
export type {ProviderName} from './providers/find.ts';
export type {Provider, ProviderListener, Seat, Shows, Target} from './providers/provider.ts';
export {
  type ListenName,
  Session,
  type SessionCallback,
  type SessionEvents,
} from './session.ts';
export type {ExecuteOptions, SessionOptions} from './session-options.ts';
export type {SessionSnapshot, SessionStatus} from './snapshot.ts';
export type {Space} from './space.ts';
export type {ParticipantView, TabView} from './views.ts';
export {type SpaceSettings, type Webfuse, webfuse} from './webfuse.ts';
export {INVITE_KEY} from './wire/link.ts';
export type {Told} from './wire/send-told.ts';
