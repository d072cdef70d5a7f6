/** How an application is, in a word for its card; and where it is behind. Pure. */
import { WATERLINE_WAITING } from '../engine/frame'
import type { ApplicationRow, ShardRow, Summary } from '../engine/summary'
import { valueAt } from './column'

/** What keeps it back, the hardest first; `reading`: nothing. */
export type ConsumerState = 'CRASHED' | 'blocked' | 'waiting' | 'refused' | 'behind' | 'reading'

/** Our choice: an application this far behind what its own settings make it wait is called behind. */
const BEHIND_MS = 5_000

export function consumerState(application: Pick<ApplicationRow, 'state' | 'shards' | 'iteratorAgeMs' | 'settings' | 'readsPerSecond'>): ConsumerState {
  const { state, isBlocked, backlogRecords } = application.shards
  if (application.state === 'CRASHED') return 'CRASHED'
  if (isBlocked.includes(1)) return 'blocked'
  if (state.some((word, place) => word === WATERLINE_WAITING && valueAt(backlogRecords, place) > 0)) return 'waiting'
  if (application.iteratorAgeMs <= BEHIND_MS + ownPauseMs(application.settings)) return 'reading'
  return application.readsPerSecond.callsRefused > 0 ? 'refused' : 'behind'
}

/** Records count as done when they are delivered, or at a checkpoint: it collects them on purpose. */
function ownPauseMs(settings: ApplicationRow['settings']): number {
  switch (settings.kind) {
    case 'kcl':
    case 'sdk':
      return 0
    case 'lambda':
      return 1_000 * Math.max(settings.maximumBatchingWindowInSeconds, settings.tumblingWindowInSeconds)
    case 'firehose':
      return 1_000 * settings.bufferIntervalInSeconds
    case 'flink':
      return settings.checkpointIntervalMs
  }
}

export function promisesBroken({ checks }: Pick<ApplicationRow, 'checks'>): number {
  return Object.values(checks).reduce((records, check) => records + check.records, 0)
}

/** Applications that owe records of the shard, the most first. */
export function behindIn(shardId: ShardRow['shardId'], { shards, applications }: Pick<Summary, 'shards' | 'applications'>): ApplicationRow[] {
  const place = shards.findIndex((shard) => shard.shardId === shardId)
  const owed = (application: ApplicationRow) => valueAt(application.shards.backlogRecords, place)
  return place < 0 ? [] : applications.filter((application) => owed(application) > 0).sort((one, other) => owed(other) - owed(one))
}
