/** Shards at which an application stands still, as what it does with their records fails again and again. */
import type { Application } from './application'

/** Ours: a shard counts as blocked once something has failed so often again. */
export const BLOCKED_AFTER_RETRIES = 2

/** What fails: a batch at its function, an object on its way to its destination, or a job before it has saved how far it is. */
export type BlockedBy = 'function' | 'destination' | 'job'

export function isBlockedIn(application: Application, shardIndex: number): boolean {
  if (application.state !== 'RUNNING') return false
  switch (application.kind) {
    case 'lambda':
    case 'firehose':
      return application.shards.get(shardIndex)?.isBlocked === true
    case 'flink':
      return application.job.blockedShards.includes(shardIndex)
    case 'kcl':
    case 'sdk':
      return false
  }
}
