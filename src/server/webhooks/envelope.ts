import type {DeliveryRecord} from '../storage/delivery-store.ts';
import {isoTime} from './space-session.ts';

/** What a message to a webhook is made of. */
export type Message = Pick<DeliveryRecord, 'category' | 'createdAt' | 'data' | 'sequenceId'>;

/** Where a message has its place: the first, second, … that a webhook is sent of a session. */
export type MessagePlace = Pick<DeliveryRecord, 'sessionId' | 'webhookId' | 'sequenceId'>;

/** The body of a message: the same bytes however often it is sent, since they are what is signed. */
export function bodyOf({category, createdAt, data, sequenceId}: Message): string {
  const [name, time] = [JSON.stringify(category), JSON.stringify(isoTime(createdAt))];
  return `{"category":${name},"created_at":${time},"data":${data},"sequence_id":${sequenceId}}`;
}

/** The id by which a receiver knows a message that it has already. No other server ever uses it for another one. */
export function messageIdOf({sessionId, webhookId, sequenceId}: MessagePlace): string {
  return `msg_${sessionId}_${webhookId}_${sequenceId}`;
}

/** What an id of a message says, or undefined when it is none. */
export function readMessageId(id: string): MessagePlace | undefined {
  const [, sessionId, webhookId, sequenceId] = /^msg_(.{1,50})_(\d{1,15})_(\d{1,15})$/.exec(id) ?? [];
  if (sessionId === undefined) return undefined;
  return {sessionId, webhookId: Number(webhookId), sequenceId: Number(sequenceId)};
}
