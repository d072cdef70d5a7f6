/** A source subtask: what is fetched for its shards waits here, and one thread works through it, a slice at a time. */
import { findStream } from '../../naming'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { Fetched } from '../../fetched'
import { finishRecords } from '../finishing'
import { planSlice } from '../reading/planSlice'
import type { ShardReader } from '../retrieval/reader'
import { closeReader, holdOn, readOn } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { EMPTY_FETCH_PAUSE_US, FETCHED_BATCHES_MAX } from './constants'
import { countRecords } from './countRecords'
import { finishSplit } from './enumerator'
import { fetchNext } from './fetching'
import { isFlinkKinesisConsumer } from './flinkKinesisConsumer'
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

export function received(world: World, application: FlinkApplication, reader: ShardReader, { fromOrdinal, toOrdinal, childShards }: Fetched): void {
  const split = application.splits.get(reader.shardIndex)
  const subtask = split?.subtask === undefined || split.subtask === null ? undefined : application.subtasks[split.subtask]
  if (split === undefined || subtask === undefined) return
  const isEnd = childShards !== null && toOrdinal === fromOrdinal
  if (split.position.kind !== 'ORDINAL' && (isEnd || knowsPlace(application, split))) split.position = { kind: 'ORDINAL', ordinal: fromOrdinal }
  if (subtask.fetching === reader.shardIndex) subtask.fetching = null
  if (toOrdinal > fromOrdinal) subtask.batches.push({ shardIndex: reader.shardIndex, fromOrdinal, toOrdinal })
  else if (!isFlinkKinesisConsumer(application.settings)) split.nextFetchUs = world.nowUs + EMPTY_FETCH_PAUSE_US
  if (childShards !== null) drain(world, application, subtask, split, reader)
  else if (reader.retrieval === 'fanOut' && waitingOf(subtask, split).length >= FETCHED_BATCHES_MAX) holdOn(world, application, reader)
  finishWhenDone(world, application, subtask, split)
  goOn(world, application)
}

/** FLK: FlinkKinesisConsumer keeps LATEST in its checkpoints until a record of the shard is counted, and after a restart that is a later place. */
function knowsPlace({ settings }: FlinkApplication, { position }: Split): boolean {
  return position.kind !== 'LATEST' || !isFlinkKinesisConsumer(settings)
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
function nextBatch(application: FlinkApplication, { index, batches }: Subtask): FetchedBatch | undefined {
  if (!isStateFull(application.windows)) return batches[0]
  const holder = heldBackBy(application)
  if (holder !== null && isFlinkKinesisConsumer(application.settings)) return holder.subtask === index ? slowestBatch(application, batches) : undefined
  return batches.find(({ shardIndex }) => shardIndex === holder?.split?.shardIndex)
}

/** Shards without anything to count do not hold its subtask back. */
function slowestBatch({ splits }: FlinkApplication, batches: readonly FetchedBatch[]): FetchedBatch | undefined {
  const eventMsOf = ({ shardIndex }: FetchedBatch) => splits.get(shardIndex)?.clock.maxEventMs ?? -Infinity
  return batches.toSorted((left, right) => eventMsOf(left) - eventMsOf(right)).at(0)
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
  if (isFlinkKinesisConsumer(application.settings)) giveWay(subtask, shardIndex)
  resume(world, application, subtask, split)
  finishWhenDone(world, application, subtask, split)
  goOn(world, application)
}

/** Threads of shards come by the lock in turn. */
function giveWay(subtask: Subtask, shardIndex: number): void {
  const isOwn = (batch: FetchedBatch) => batch.shardIndex === shardIndex
  subtask.batches = [...subtask.batches.filter((batch) => !isOwn(batch)), ...subtask.batches.filter(isOwn)]
}

/** A subscription that was held pushes again once its queue has room. */
function resume(world: World, application: FlinkApplication, subtask: Subtask, split: Split): void {
  const reader = split.readerNumber === null ? undefined : application.readers.get(split.readerNumber)
  if (reader?.retrieval === 'fanOut' && waitingOf(subtask, split).length < FETCHED_BATCHES_MAX) readOn(world, application, reader, 0)
}
