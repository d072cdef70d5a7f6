/** A source subtask: one thread fetches from its shards in turn, one works through what has come, a slice at a time. */
import { findStream } from '../../naming'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { Fetched } from '../../fetched'
import { finishRecords } from '../finishing'
import { planSlice } from '../reading/planSlice'
import type { ShardReader } from '../retrieval/reader'
import { closeReader, holdOn, openReader, readOn } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { EMPTY_FETCH_PAUSE_US, FETCH_RECORDS_MAX, FETCH_RETRY_MS, FETCHED_BATCHES_MAX } from './constants'
import { countRecords } from './countRecords'
import { finishSplit } from './enumerator'
import { subtaskId, type FetchedBatch, type FlinkApplication, type FlinkReaderTimer, type Split, type Subtask } from './model'
import { isBackPressured } from './resultSink'
import { heldBackBy } from './watermarks'
import { isStateFull } from './windows'

/** Whatever stands still and need not. */
export function goOn(world: World, application: FlinkApplication): void {
  for (const subtask of application.subtasks) {
    work(world, application, subtask)
    fetchNext(world, application, subtask)
  }
}

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
  if (subtask.fetching !== null || subtask.batches.length >= FETCHED_BATCHES_MAX) return
  let soonestUs = Infinity
  for (const shardIndex of subtask.turns) {
    const split = splits.get(shardIndex)
    if (split === undefined) continue
    if (split.nextFetchUs <= world.nowUs) return fetch(world, application, subtask, split)
    soonestUs = Math.min(soonestUs, split.nextFetchUs)
  }
  if (soonestUs === Infinity || (subtask.fetchDueUs !== null && subtask.fetchDueUs <= soonestUs)) return
  subtask.fetchDueUs = soonestUs
  setTimer(world, application, soonestUs, { kind: 'flink', due: 'fetch', subtask: subtask.index })
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

export function received(world: World, application: FlinkApplication, reader: ShardReader, { fromOrdinal, toOrdinal, childShards }: Fetched): void {
  const split = application.splits.get(reader.shardIndex)
  const subtask = split?.subtask === undefined || split.subtask === null ? undefined : application.subtasks[split.subtask]
  if (split === undefined || subtask === undefined) return
  if (split.position.kind !== 'ORDINAL') split.position = { kind: 'ORDINAL', ordinal: fromOrdinal }
  if (subtask.fetching === reader.shardIndex) subtask.fetching = null
  if (toOrdinal > fromOrdinal) subtask.batches.push({ shardIndex: reader.shardIndex, fromOrdinal, toOrdinal })
  else split.nextFetchUs = world.nowUs + EMPTY_FETCH_PAUSE_US
  if (childShards !== null) drain(world, application, subtask, split, reader)
  else if (reader.retrieval === 'fanOut' && waitingOf(subtask, split).length >= FETCHED_BATCHES_MAX) holdOn(world, application, reader)
  finishWhenDone(world, application, subtask, split)
  goOn(world, application)
}

/** FLK: a shard that is not there any more is read to its end. */
export function shardGone(world: World, application: FlinkApplication, reader: ShardReader): void {
  const split = application.splits.get(reader.shardIndex)
  const subtask = application.subtasks.find(({ index }) => index === split?.subtask)
  if (split === undefined || subtask === undefined) return closeReader(world, application, reader)
  if (subtask.fetching === reader.shardIndex) subtask.fetching = null
  drain(world, application, subtask, split, reader)
  finishWhenDone(world, application, subtask, split)
  goOn(world, application)
}

function drain(world: World, application: FlinkApplication, subtask: Subtask, split: Split, reader: ShardReader): void {
  split.isDrained = true
  split.readerNumber = null
  subtask.turns = subtask.turns.filter((turn) => turn !== split.shardIndex)
  closeReader(world, application, reader)
}

function finishWhenDone(world: World, application: FlinkApplication, subtask: Subtask, split: Split): void {
  if (split.isDrained && waitingOf(subtask, split).length === 0) finishSplit(world, application, split)
}

function waitingOf({ batches }: Subtask, { shardIndex }: Split): FetchedBatch[] {
  return batches.filter((batch) => batch.shardIndex === shardIndex)
}

/** The next slice, unless the sink holds the job up. */
function work(world: World, application: FlinkApplication, subtask: Subtask): void {
  if (subtask.isBusy || subtask.batches.length === 0 || isBackPressured(application)) return
  const stream = findStream(world, application.streamName)
  const batch = nextBatch(application, subtask)
  if (stream === null || batch === undefined) return
  const { shardIndex, fromOrdinal } = batch
  const { toOrdinal, sliceUs } = planSlice(world, application, stream.shards[shardIndex], fromOrdinal, batch.toOrdinal)
  subtask.isBusy = true
  subtask.workedUs += sliceUs
  setTimer(world, application, world.nowUs + sliceUs, { kind: 'flink', due: 'sliceDone', subtask: subtask.index, shardIndex, toOrdinal })
}

/** Ours: with as much state as there may be, only the shard goes on that the watermark waits for. */
function nextBatch(application: FlinkApplication, { batches }: Subtask): FetchedBatch | undefined {
  if (!isStateFull(application.windows)) return batches[0]
  const holder = heldBackBy(application)?.split?.shardIndex
  return batches.find(({ shardIndex }) => shardIndex === holder)
}

export function finishSlice(world: World, application: FlinkApplication, { subtask: index, shardIndex, toOrdinal }: Extract<FlinkReaderTimer, { due: 'sliceDone' }>, sink: Sink): void {
  const subtask = application.subtasks[index]
  const split = application.splits.get(shardIndex)
  const stream = findStream(world, application.streamName)
  const at = subtask.batches.findIndex((batch) => batch.shardIndex === shardIndex)
  subtask.isBusy = false
  if (split === undefined || stream === null || at < 0) return
  const batch = subtask.batches[at]
  const { fromOrdinal } = batch
  countRecords(world, application, split, { shard: stream.shards[shardIndex], fromOrdinal, toOrdinal })
  finishRecords(world, application, stream, stream.shards[shardIndex], { fromOrdinal, toOrdinal, workerId: subtaskId(index) }, sink)
  subtask.recordsCounted += toOrdinal - fromOrdinal
  split.position = { kind: 'ORDINAL', ordinal: toOrdinal }
  batch.fromOrdinal = toOrdinal
  if (toOrdinal === batch.toOrdinal) subtask.batches.splice(at, 1)
  resume(world, application, subtask, split)
  finishWhenDone(world, application, subtask, split)
  goOn(world, application)
}

/** A subscription that was held pushes again once its queue has room. */
function resume(world: World, application: FlinkApplication, subtask: Subtask, split: Split): void {
  const reader = split.readerNumber === null ? undefined : application.readers.get(split.readerNumber)
  if (reader?.retrieval === 'fanOut' && waitingOf(subtask, split).length < FETCHED_BATCHES_MAX) readOn(world, application, reader, 0)
}
