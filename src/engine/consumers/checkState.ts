/** The promises of an application, and whether each is kept. */
import { US_PER_SECOND, type SimUs } from '../../base/units'

export type CheckName = 'orderPerKey' | 'parentsFirst' | 'atLeastOnce' | 'nothingExpired'

/** Why a promise was broken. */
export type CheckReason =
  /** Processed while an earlier record of its key was not. */
  | 'overtaken'
  /** Processed while a parent of its shard was not finished. */
  | 'childFirst'
  /** Its position was saved beyond records that it never processed. */
  | 'skipped'
  /** It began again at LATEST, behind what had come meanwhile. */
  | 'latest'
  /** It tried as often, or as long, as it was told to. */
  | 'givenUp'
  | 'expired'

export type Checks = Record<CheckName, CheckState>

export interface CheckState {
  /** Records of shards that broke the promise. */
  records: number
  /** The first one; null: the promise is kept. */
  first: { atUs: SimUs; shardIndex: number; ordinal: number; reason: CheckReason } | null
  toldUs: SimUs
}

/** Told again at most this often, for each application and promise. */
export const TOLD_EVERY_US = 5 * US_PER_SECOND

export function createChecks(): Checks {
  const kept = (): CheckState => ({ records: 0, first: null, toldUs: -TOLD_EVERY_US })
  return { orderPerKey: kept(), parentsFirst: kept(), atLeastOnce: kept(), nothingExpired: kept() }
}
