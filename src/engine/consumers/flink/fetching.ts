/** When a source subtask asks for records: one thread takes its shards in turn, or, of FlinkKinesisConsumer, each shard has a thread of its own. */
import type { World } from '../../state'
import { openReader, readOn } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { FETCH_RECORDS_MAX, FETCH_RETRY_MS, FETCHED_BATCHES_MAX, SHARD_FETCH_EVERY_US } from './constants'
import { isFlinkKinesisConsumer } from './flinkKinesisConsumer'
import type { FlinkApplication, Split, Subtask } from './model'

/** Polling: the next shard whose turn it is, if the queue has room. With enhanced fan-out all its shards are subscribed to. */
export function fetchNext(world: World, application: FlinkApplication, subtask: Subtask): void {
  const { splits, settings } = application
  if (settings.retrieval === 'fanOut') {
    for (const shardIndex of subtask.turns) {
      const split = splits.get(shardIndex)
      if (split?.readerNumber === null) open(world, application, split)
    }
    return
  }
  if (isFlinkKinesisConsumer(settings)) return fetchEach(world, application, subtask)
  if (subtask.fetching !== null || subtask.batches.length >= FETCHED_BATCHES_MAX) return
  let soonestUs = Infinity
  for (const shardIndex of subtask.turns) {
    const split = splits.get(shardIndex)
    if (split === undefined) continue
    if (split.nextFetchUs <= world.nowUs) return fetch(world, application, subtask, split)
    soonestUs = Math.min(soonestUs, split.nextFetchUs)
  }
  wakeAt(world, application, subtask, soonestUs)
}

/** FLK PollingRecordPublisher: the next call of a shard when its records are worked through, and 200 ms after the last at the soonest. */
function fetchEach(world: World, application: FlinkApplication, subtask: Subtask): void {
  let soonestUs = Infinity
  for (const shardIndex of subtask.turns) {
    const split = application.splits.get(shardIndex)
    if (split === undefined || subtask.batches.some((batch) => batch.shardIndex === shardIndex)) continue
    const reader = split.readerNumber === null ? undefined : application.readers.get(split.readerNumber)
    if (reader?.isCalling === true) continue
    if (split.nextFetchUs > world.nowUs) {
      soonestUs = Math.min(soonestUs, split.nextFetchUs)
      continue
    }
    split.nextFetchUs = world.nowUs + SHARD_FETCH_EVERY_US
    if (reader === undefined) open(world, application, split)
    else readOn(world, application, reader, 0)
  }
  wakeAt(world, application, subtask, soonestUs)
}

function wakeAt(world: World, application: FlinkApplication, subtask: Subtask, dueUs: number): void {
  if (dueUs === Infinity || (subtask.fetchDueUs !== null && subtask.fetchDueUs <= dueUs)) return
  subtask.fetchDueUs = dueUs
  setTimer(world, application, dueUs, { kind: 'flink', due: 'fetch', subtask: subtask.index })
}

function fetch(world: World, application: FlinkApplication, subtask: Subtask, split: Split): void {
  const { shardIndex, readerNumber } = split
  subtask.turns = [...subtask.turns.filter((turn) => turn !== shardIndex), shardIndex]
  subtask.fetching = shardIndex
  const reader = readerNumber === null ? undefined : application.readers.get(readerNumber)
  if (reader === undefined) open(world, application, split)
  else readOn(world, application, reader, 0)
}

function open(world: World, application: FlinkApplication, split: Split): void {
  const { shardIndex, position } = split
  const { retrieval } = application.settings
  split.readerNumber = openReader(world, application, { shardIndex, retrieval, position, maxRecords: FETCH_RECORDS_MAX, retryMs: FETCH_RETRY_MS }).readerNumber
}
