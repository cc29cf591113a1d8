import type {ClientIndex, SessionEvent, ToldEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {project, projectState} from '../../model/project.ts';
import {findParticipant, type SessionState} from '../../model/state.ts';
import type {Seat} from '../providers/provider.ts';
import {missed, type Room} from './room.ts';

/** Why a window is out of a session. */
export type Parting = 'replaced' | 'removed' | 'refused' | 'over' | 'unknown';

/** What a participant is told, and what their window needs to know besides. */
export interface TellingListener {
  /** The participant is in: what is told from now on leads on from there. */
  seated(seat: Seat): void;
  /** The host decides whether the participant is let in. */
  waiting(): void;
  /** Something happened; `told` is what the participant is told of it, if anything. */
  happened(event: SessionEvent, told: ToldEvent | null): void;
  /** What was missed is told next; or it was too much, and this is what is true now. */
  restored(snapshot: SessionState | null): void;
  /** All that happened at once was told: what is shown can follow. */
  settled(): void;
  parted(why: Parting): void;
}

/** Makes of what happened in a session what its participant in this window is told, from the time they take a seat. */
export class Telling {
  readonly #listener: TellingListener;
  #me: ClientIndex | null = null;

  constructor(listener: TellingListener) {
    this.#listener = listener;
  }

  /** Whom it tells. */
  get me(): ClientIndex | null {
    return this.#me;
  }

  /** Begins with the session as it is, or goes on with what happened since the window left it. */
  begin(me: ClientIndex, room: Room, since: Room | undefined): void {
    const {state} = room;
    this.#me = me;
    if (!findParticipant(state, me)) {
      if (state.waiting.some(({clientIndex}) => clientIndex === me)) this.#listener.waiting();
    } else if (!since) {
      this.#listener.seated({clientIndex: me, snapshot: projectState(state, me)});
    } else {
      const entries = missed(room, since.number);
      this.#listener.restored(entries ? null : projectState(state, me));
      this.tell(entries?.flatMap(({events}) => events) ?? [], since.state);
    }
    this.#listener.settled();
  }

  /** Tells how everything is, when what led there is not known. */
  jump({state}: Room): void {
    if (this.#me === null) return;
    this.#listener.restored(projectState(state, this.#me));
    this.#listener.settled();
  }

  /** Tells what happened, one by one. */
  tell(events: readonly SessionEvent[], before: SessionState): void {
    let state = before;
    for (const event of events) {
      const me = this.#me;
      const mine = me !== null && 'clientIndex' in event.payload && event.payload.clientIndex === me;
      if (mine && event.name === 'participant_joined') {
        this.#listener.seated({clientIndex: me, snapshot: projectState(state, me)});
      }
      this.#listener.happened(event, this.#toldOf(event, state));
      if (mine && event.name === 'admission_requested') this.#listener.waiting();
      if (mine && event.name === 'admission_refused') this.#listener.parted('refused');
      if (mine && event.name === 'participant_left') this.#listener.parted('removed');
      state = evolve(state, event);
    }
  }

  /** What this participant is told of an event: nothing, but of the end, while they wait to be let in. */
  #toldOf(event: SessionEvent, state: SessionState): ToldEvent | null {
    const me = this.#me;
    if (me === null || event.name === 'session_ended' || findParticipant(state, me)) return project(event, me, state);
    const enters = event.name === 'participant_joined' && event.payload.clientIndex === me;
    return enters ? project(event, me, state) : null;
  }
}
