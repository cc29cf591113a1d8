import {findParticipant, type SessionSnapshot, type Visitor} from '../../src/client/index.ts';

/** What people ask for. */
export type Wish = 'control' | 'host' | 'admission';

/** A request that this participant may answer, or take back. */
export interface Request {
  readonly key: string;
  readonly wish: Wish;
  readonly person: Visitor;
  /** Whether this participant asks. */
  readonly own: boolean;
}

/** What others ask of this participant, and what this one asks of others. */
export function requestsIn(state: SessionSnapshot): Request[] {
  const {controlRequests, hostRequests, host, waiting, me} = state;
  const request = (wish: Wish, person: Visitor): Request => {
    return {key: `${wish} ${person.clientIndex}`, wish, person, own: person.clientIndex === me};
  };
  const control = controlRequests.filter(({clientIndex, leaderIndex}) => leaderIndex === me || clientIndex === me);
  const asksToBeHost = hostRequests.filter((clientIndex) => host === me || clientIndex === me);
  const asking = [
    ...control.map(({clientIndex}) => ['control', clientIndex] as const),
    ...asksToBeHost.map((clientIndex) => ['host', clientIndex] as const),
  ];
  return [
    ...asking.flatMap(([wish, clientIndex]) => {
      const person = findParticipant(state, clientIndex);
      return person ? request(wish, person) : [];
    }),
    ...waiting.map((visitor) => request('admission', visitor)),
  ];
}
