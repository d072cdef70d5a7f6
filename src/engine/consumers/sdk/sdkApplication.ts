/** A loop for each shard: get records, process them, save the position now and then, pause, get more. */
import { US_PER_MS } from '../../../base/units'
import type { ApplicationKind } from '../../environment'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { ShardReader } from '../retrieval/reader'
import { closeReader, holdOn, openReader } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { sdkReaderDetails } from './details'
import { discoverShards, startWaiting } from './discovery'
import type { SdkApplication, SdkLoop, SdkReaderTimer, SdkShard } from './model'
import { savePositions } from './positions'
import { finishSlice, received, shardGone } from './processing'
import type { SdkReaderSettings } from './settings'
import { sdkSettingsProblem } from './settingsProblem'
import { whySdkBehind } from './whyBehind'

export const sdkKind: ApplicationKind<SdkApplication> = {
  problemOf: sdkSettingsProblem,
  create: (core, settings) => ({ ...core, kind: 'sdk', settings, shards: new Map(), saved: new Map(), workedUs: 0, slicesBegun: 0, discoverDueUs: null, loopsSet: { discover: 0, save: 0 } }),
  begin(world, _environment, application) {
    application.shards = new Map()
    setLoop(world, application, 'discover', 0)
    saveLater(world, application)
  },
  received(world, _environment, application, reader, fetched) {
    if (!received(world, application, reader, fetched)) setLoop(world, application, 'discover', 0)
  },
  shardGone(world, _environment, application, reader: ShardReader) {
    shardGone(world, application, reader)
  },
  timer: runTimer,
  crash(_world, application) {
    application.shards = new Map()
  },
  stop(world, _environment, application, sink) {
    savePositions(world, application, sink)
    application.shards = new Map()
  },
  streamGone(_world, application) {
    application.shards = new Map()
    application.saved = new Map()
  },
  settingsChanged(world, _environment, application, before) {
    settingsChanged(world, application, before)
  },
  details: sdkReaderDetails,
  whyBehind: whySdkBehind,
}

function runTimer(world: World, _environment: unknown, application: SdkApplication, timer: SdkReaderTimer, sink: Sink): void {
  if (timer.due === 'sliceDone') return finishSlice(world, application, timer, sink)
  if (timer.setNumber !== application.loopsSet[timer.due]) return
  if (timer.due === 'save') {
    savePositions(world, application, sink)
    return saveLater(world, application)
  }
  discoverShards(world, application, sink)
  setLoop(world, application, 'discover', application.settings.discoveryIntervalMs)
}

function setLoop(world: World, application: SdkApplication, due: SdkLoop, afterMs: number): void {
  const setNumber = ++application.loopsSet[due]
  const dueUs = world.nowUs + afterMs * US_PER_MS
  if (due === 'discover') application.discoverDueUs = dueUs
  setTimer(world, application, dueUs, { kind: 'sdk', due, setNumber })
}

function saveLater(world: World, application: SdkApplication): void {
  const { checkpointIntervalMs } = application.settings
  if (checkpointIntervalMs !== null) setLoop(world, application, 'save', checkpointIntervalMs)
}

function settingsChanged(world: World, application: SdkApplication, before: SdkReaderSettings): void {
  const { settings, shards, readers } = application
  for (const reader of readers.values()) reader.maxRecords = settings.maxRecords
  if (before.retrieval !== settings.retrieval) for (const shard of shards.values()) changeRetrieval(world, application, shard)
  if (before.discoveryIntervalMs !== settings.discoveryIntervalMs) setLoop(world, application, 'discover', settings.discoveryIntervalMs)
  if (before.checkpointIntervalMs !== settings.checkpointIntervalMs) saveLater(world, application)
  startWaiting(world, application)
}

/** Goes on where the other way of reading has left off; what is in hand stays, and is worked through first. */
function changeRetrieval(world: World, application: SdkApplication, shard: SdkShard): void {
  const reader = shard.readerNumber === null ? undefined : application.readers.get(shard.readerNumber)
  if (reader === undefined) return
  closeReader(world, application, reader)
  const { position, maxRecords, retryMs } = reader
  const other = openReader(world, application, { shardIndex: shard.shardIndex, retrieval: application.settings.retrieval, position, maxRecords, retryMs })
  shard.readerNumber = other.readerNumber
  if (shard.pending.length > 0) holdOn(world, application, other)
}
