/** Records that the mapping discards: too often tried, too old, or too large. The shard goes on without them. */
import { formatShardId } from '../../../kinesis/shardId'
import { progressOf } from '../../progress'
import { tell } from '../../sink'
import { noteBroken } from '../checks'
import { TOLD_EVERY_US, type CheckName, type CheckReason } from '../checkState'
import { addDone, missingWithin } from '../shardProgress'
import { FAILURE_ITEMS_MAX } from './constants'
import { failureItem, type Discarded } from './failureItem'
import type { Place } from './place'
import { countIn, type Runs } from './runs'

export function giveUp(place: Place, discarded: Discarded): void {
  const records = countIn(discarded.runs)
  const { books, settings } = place.application
  switch (discarded.condition) {
    case 'RetryAttemptsExhausted':
      books.recordsRetriesExhausted += records
      break
    case 'RecordAgeExceeded':
      books.recordsAgeExceeded += records
      break
    case 'RecordTooLarge':
      books.recordsTooLarge += records
  }
  if (settings.onFailure !== 'none') send(place, settings.onFailure, discarded)
  noteLost(place, discarded.runs, { check: 'atLeastOnce', reason: 'givenUp' })
}

function send(place: Place, destination: 'sqs' | 's3', discarded: Discarded): void {
  const { world, application, stream, shard, sink } = place
  const { books, failureItems, told } = application
  const item = failureItem(place, destination, discarded)
  failureItems.push(item)
  if (failureItems.length > FAILURE_ITEMS_MAX) failureItems.shift()
  books.itemsToDestination++
  books.recordsToDestination += item.records
  if (world.nowUs < told.recordsToDestinationUs + TOLD_EVERY_US) return
  told.recordsToDestinationUs = world.nowUs
  tell(
    world,
    sink,
    { kind: 'RecordsToDestination', application: application.settings.name, shardId: formatShardId(shard.shardIndex), destination, records: item.records, condition: discarded.condition },
    stream,
  )
}

/** The promise is broken for those that no call has worked through; nothing comes back for any. */
export function noteLost({ world, application, stored, sink }: Place, runs: Readonly<Runs>, broken: { check: CheckName; reason: CheckReason }): void {
  const progress = progressOf(application, stored.shardIndex)
  for (let run = 0; run < runs.length; run += 2) {
    const missing = missingWithin(progress, runs[run], runs[run + 1])
    if (missing.length > 0) noteBroken(world, application, { ...broken, shard: stored, ordinal: missing[0], records: countIn(missing) }, sink)
    addDone(progress, runs[run], runs[run + 1])
  }
}
