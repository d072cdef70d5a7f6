/** A Lambda function that reads the stream: the service polls or subscribes, gathers batches and calls it, one at a time for each key. */
import { US_PER_MS, US_PER_SECOND } from '../../../base/units'
import type { ApplicationKind } from '../../environment'
import type { Fetched } from '../../fetched'
import { findStream } from '../../naming'
import { progressOf } from '../../progress'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { TOLD_EVERY_US } from '../checkState'
import type { ShardReader } from '../retrieval/reader'
import { closeReader } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { DISCOVERY_EVERY_US, MAPPING_START_US } from './constants'
import { lambdaDetails } from './details'
import { createBooks, type LambdaApplication, type LambdaShard, type LambdaTimer } from './model'
import { finishInvocation } from './outcome'
import { placeOf, pump } from './pump'
import { append } from './runs'
import type { LambdaSettings } from './settings'
import { settingsProblem } from './settingsProblem'
import { discoverChildren, discoverShards, openAt, startReading } from './shards'
import { whyTooSlow } from './tooSlow'
import { newUuid } from './uuid'
import { lengthMsOf } from './windowState'
import { whyLambdaBehind } from './whyBehind'

const MS_PER_SECOND = US_PER_SECOND / US_PER_MS

export const lambdaKind: ApplicationKind<LambdaApplication> = {
  problemOf: settingsProblem,
  create: (core, settings) => ({
    ...core,
    kind: 'lambda',
    settings,
    uuid: newUuid(core.prng),
    mapping: 'Creating',
    shards: new Map(),
    discoverDueUs: null,
    invocationsStarted: 0,
    executions: 0,
    timersSet: 0,
    books: createBooks(),
    pastInvocations: [],
    pastWindows: [],
    failureItems: [],
    told: { invocationFailedUs: -TOLD_EVERY_US, recordsToDestinationUs: -TOLD_EVERY_US },
  }),
  begin,
  received,
  shardGone,
  timer: (world, _environment, application, timer, sink) => {
    runTimer(world, application, timer, sink)
  },
  crash: disable,
  stop(_world, _environment, application) {
    application.shards = new Map()
    application.executions = 0
    application.failureItems = []
  },
  streamGone(_world, application) {
    application.shards = new Map()
    application.executions = 0
  },
  settingsChanged: (world, _environment, application, before, sink) => {
    changeSettings(world, application, before, sink)
  },
  details: lambdaDetails,
  whyBehind: whyLambdaBehind,
  whyTooSlow,
}

/** A mapping that is there when the run begins reads at once; one that is created or enabled later takes its time. */
function begin(world: World, _environment: unknown, application: LambdaApplication, sink: Sink): void {
  const isNew = application.mapping === 'Creating'
  if (isNew && application.settings.startingPosition === 'LATEST') countFromHere(world, application)
  if (isNew && world.nowUs === 0) return enable(world, application, sink)
  application.mapping = isNew ? 'Creating' : 'Enabling'
  setTimer(world, application, world.nowUs + MAPPING_START_US, { kind: 'lambda', due: 'enabled' })
}

/** Whoever creates a mapping at LATEST means from now on: what comes before it reads is missed. */
function countFromHere(world: World, application: LambdaApplication): void {
  for (const { shardIndex, closedAtUs } of findStream(world, application.streamName)?.shards ?? []) {
    if (closedAtUs === null) progressOf(application, shardIndex).begunUs = world.nowUs
  }
}

function enable(world: World, application: LambdaApplication, sink: Sink): void {
  application.mapping = 'Enabled'
  for (const shard of application.shards.values()) {
    forgetOtherWindow(application, shard)
    if (shard.state === 'READING') startReading(world, application, shard)
    else if (shard.state === 'WAITING') progressOf(application, shard.shardIndex).phase = 'waiting'
  }
  discover(world, application, sink)
}

function discover(world: World, application: LambdaApplication, sink: Sink): void {
  discoverShards(world, application, sink)
  application.discoverDueUs = world.nowUs + DISCOVERY_EVERY_US
  setTimer(world, application, application.discoverDueUs, { kind: 'lambda', due: 'discover' })
}

/** Positions and the states of windows are the service's; what was in hand will be read again. */
function disable(_world: World, application: LambdaApplication): void {
  application.mapping = 'Disabled'
  application.executions = 0
  for (const shard of application.shards.values()) {
    shard.readerNumber = null
    shard.unslotted = []
    shard.slots = []
    shard.isDrained = false
    shard.isBlocked = false
    shard.readTo = shard.saved ?? 0
  }
}

function runTimer(world: World, application: LambdaApplication, timer: LambdaTimer, sink: Sink): void {
  switch (timer.due) {
    case 'enabled':
      return enable(world, application, sink)
    case 'discover':
      return discover(world, application, sink)
    case 'slot': {
      const place = placeOf(world, application, timer.shardIndex, sink)
      const slot = place?.shard.slots.find(({ timerNumber }) => timerNumber === timer.timerNumber)
      if (place === null || slot === undefined) return
      slot.timerNumber = 0
      if (slot.doing === 'invoking') finishInvocation(place, slot)
      else slot.doing = 'idle'
      pump(place)
    }
  }
}

function received(world: World, _environment: unknown, application: LambdaApplication, reader: ShardReader, fetched: Fetched, sink: Sink): void {
  const place = placeOf(world, application, reader.shardIndex, sink)
  if (place?.shard.readerNumber !== reader.readerNumber) return
  const { shard } = place
  const { fromOrdinal, toOrdinal, childShards } = fetched
  shard.saved ??= fromOrdinal
  shard.readTo = Math.max(shard.readTo, toOrdinal)
  append(shard.unslotted, fromOrdinal, toOrdinal)
  if (childShards !== null) {
    shard.isDrained = true
    closeReader(world, application, reader)
    discoverChildren(world, application, childShards, sink)
  }
  pump(place)
}

/** All of the shard is past retention: nothing more comes, and what is in hand is gone. Its children are found by asking. */
function shardGone(world: World, _environment: unknown, application: LambdaApplication, reader: ShardReader, sink: Sink): void {
  closeReader(world, application, reader)
  const place = placeOf(world, application, reader.shardIndex, sink)
  if (place?.shard.readerNumber !== reader.readerNumber) return
  place.shard.isDrained = true
  pump(place)
}

/** In place and at once; in AWS an update takes up to 90 s. */
function changeSettings(world: World, application: LambdaApplication, before: LambdaSettings, sink: Sink): void {
  for (const shard of application.shards.values()) {
    forgetOtherWindow(application, shard)
    if (before.retrieval !== application.settings.retrieval) changeRetrieval(world, application, shard)
    const place = placeOf(world, application, shard.shardIndex, sink)
    if (application.mapping === 'Enabled' && place !== null) pump(place)
  }
}

/** Windows of another length begin without a state; a final call that is under way comes to nothing. */
function forgetOtherWindow({ settings }: LambdaApplication, shard: LambdaShard): void {
  if (shard.window === null || lengthMsOf(shard.window) === settings.tumblingWindowInSeconds * MS_PER_SECOND) return
  shard.window = null
  for (const slot of shard.slots) slot.pieces = slot.pieces.filter(({ isFinal }, at) => !isFinal || (at === 0 && slot.doing === 'invoking'))
}

/** Goes on where the other way of reading has left off; what is in hand stays. */
function changeRetrieval(world: World, application: LambdaApplication, shard: LambdaShard): void {
  const reader = shard.readerNumber === null ? undefined : application.readers.get(shard.readerNumber)
  if (reader === undefined) return
  closeReader(world, application, reader)
  openAt(world, application, shard, reader.position)
}
