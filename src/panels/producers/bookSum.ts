/** A producer's books as a sum: what it meant to send is somewhere, to the last record. Pure. */
import type { Books } from '../../engine/producers/core'

export const PLACES = ['acknowledged', 'givenUp', 'expired', 'inFlight', 'waiting'] as const
export type Place = (typeof PLACES)[number]

export interface Balance {
  meant: number
  at: Record<Place, number>
  /** Of what was meant, 0 … 1. */
  share: Record<Place, number>
  addsUp: boolean
}

type Counted = Pick<Books, 'recordsMeant' | 'recordsAcknowledged' | 'recordsGivenUp' | 'recordsExpired' | 'recordsInFlight' | 'recordsWaiting'>

export function balanceOf({ recordsMeant, recordsAcknowledged, recordsGivenUp, recordsExpired, recordsInFlight, recordsWaiting }: Counted): Balance {
  const at = { acknowledged: recordsAcknowledged, givenUp: recordsGivenUp, expired: recordsExpired, inFlight: recordsInFlight, waiting: recordsWaiting }
  const sum = PLACES.reduce((total, place) => total + at[place], 0)
  const shareOf = (place: Place) => (sum === 0 ? 0 : at[place] / sum)
  return {
    meant: recordsMeant,
    at,
    share: { acknowledged: shareOf('acknowledged'), givenUp: shareOf('givenUp'), expired: shareOf('expired'), inFlight: shareOf('inFlight'), waiting: shareOf('waiting') },
    addsUp: sum === recordsMeant,
  }
}
