import {drawingOf, findParticipant, type Session, type SessionSnapshot} from '../../src/client/index.ts';
import {type Action, actionsFor} from '../shared/actions.ts';
import {mayDraw} from '../shared/may-draw.ts';
import {activeTab, isHidden, mayLead} from '../shared/people.ts';
import {mayOpen, mayPause} from '../tab-bar/rights.ts';

/** What the bar can hold: what this participant does about themselves, and about the session. */
export type Offer = Action | 'draw' | 'share' | 'pause' | 'resume' | 'huddle' | 'endHuddle' | 'end';

/**
 * What this participant may do now, or once the line stands again. What is always there comes first, so that it stays where
 * it is.
 */
export function offersIn(session: Session, state: SessionSnapshot): readonly Offer[] {
  const own = findParticipant(state, state.me);
  if (!own) return [];
  const tab = activeTab(state);
  const offers: Offer[] = [];
  const later = {...state, status: 'live'} as const;
  if (tab && session.shows === 'pictures' && !isHidden(state, tab) && mayDraw(session, later, tab)) offers.push('draw');
  if (session.shows !== 'pages' && mayOpen(state)) offers.push('share');
  if (tab && mayPause(state, tab)) offers.push(tab.paused ? 'resume' : 'pause');
  if (mayLead(state)) offers.push(state.huddle ? 'endHuddle' : 'huddle');
  offers.push(...actionsFor(state, own));
  if (mayLead(state) || state.settings.anyone_can_deactivate_space) offers.push('end');
  return offers;
}

/** Whether what is offered is on at the moment, or null where it is nothing that can be on. */
export function isOn(offer: Offer, session: Session): boolean | null {
  return offer === 'draw' ? drawingOf(session).on : null;
}
