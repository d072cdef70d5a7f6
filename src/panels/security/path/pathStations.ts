/** Where a caller's last refusal happened on its way to the stream. Pure. */
import type { DenialView, IdentityView } from '../../../engine/door/guardsView'

export const STATIONS = ['caller', 'way', 'door', 'key', 'stream'] as const
export type Station = (typeof STATIONS)[number]

/** For so long a refusal is of now. */
const FRESH_MS = 5_000

export function refusedAt({ exception, decidedBy }: Pick<DenialView, 'exception' | 'decidedBy'>): Station {
  if (exception === 'connection') return 'way'
  if (exception.startsWith('KMS')) return 'key'
  return decidedBy?.source === 'endpoint' ? 'way' : 'door'
}

export interface PathState {
  /** Null: it never was refused. */
  refused: Station | null
  isFresh: boolean
}

export function pathState({ lastDenial }: Pick<IdentityView, 'lastDenial'>, nowMs: number): PathState {
  return lastDenial === null ? { refused: null, isFresh: false } : { refused: refusedAt(lastDenial), isFresh: nowMs - lastDenial.atMs < FRESH_MS }
}
