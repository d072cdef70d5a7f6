/** Producers come, are set, stop, crash and come back. */
import { createPrng, nextBelow } from '../../base/prng'
import { schedule } from '../agenda'
import type { ProducerSpec, Workload } from '../commands'
import type { Environment, ProducerActs } from '../environment'
import { PRODUCER_COUNT_MAX, PRODUCERS_EVER_MAX, producerIdOf } from '../recordId'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { giveUp } from './books'
import { COPY_TOLD_EVERY_US, createBooks, createProducerMeter, GIVEN_UP_TOLD_EVERY_US, LINGER_US, type ProducerCore } from './core'
import { createKeyOrder } from './keyOrder'
import { kindNamed } from './kinds'
import { planBeat } from './planBeat'
import type { Producer } from './producer'
import { markStoredEntries } from './copies'
import { createStragglers, loseStragglers } from './stragglers'
import { sdkKind } from './sdk/sdkProducer'
import { SDK_DEFAULTS } from './sdk/settings'
import { FED_KINDS, type ProducerSettings } from './settings'
import { beginReplay } from './workload'

/** Plain SDK applications that share the traffic of all: adds some until there are `count`, or stops the last ones. */
export function setProducerCount(world: World, count: number): void {
  const applications = world.producers.filter((producer) => producer.kind === 'sdk' && producer.workload === null)
  const atWork = applications.filter(({ state }) => state !== 'STOPPED')
  for (const producer of atWork.slice(count)) producer.state = 'STOPPED'
  const begun: Producer[] = []
  for (const producer of applications) {
    if (atWork.length + begun.length >= count || !canWork(world)) break
    if (producer.state !== 'STOPPED') continue
    producer.state = 'RUNNING'
    begun.push(producer)
  }
  while (atWork.length + begun.length < count && canWork(world) && hasPlace(world)) {
    begun.push(admit(world, sdkKind, { settings: SDK_DEFAULTS, workload: null, trafficPercent: 100 }))
  }
  for (const producer of begun) {
    beginReplay(world, producer)
    planBeat(world, producer)
  }
  countSharers(world)
}

/** One more may be added, those that were removed counting too. */
export function hasPlace({ producers }: World): boolean {
  return producers.length < PRODUCERS_EVER_MAX
}

/** One more may be at work. */
export function canWork({ producers }: World): boolean {
  return producers.filter(({ state }) => state !== 'STOPPED').length < PRODUCER_COUNT_MAX
}

export function addProducer(world: World, environment: Environment, spec: ProducerSpec, sink: Sink): Producer {
  const kind = kindNamed(environment, spec.settings.kind)
  const producer = admit(world, kind, spec)
  countSharers(world)
  beginReplay(world, producer)
  kind.begin(world, environment, producer, sink)
  tell(world, sink, { kind: 'ProducerAdded', producerId: producerIdOf(producer.producerIndex), producerKind: producer.kind })
  return producer
}

function admit<P extends Producer>(world: World, kind: ProducerActs<P>, { settings, workload, trafficPercent }: ProducerSpec & { settings: P['settings'] }): P {
  const producerIndex = world.producers.length
  const prng = createPrng(world.seed, producerIdOf(producerIndex))
  const phaseUs = nextBelow(prng, LINGER_US)
  const core: ProducerCore = {
    producerIndex,
    state: 'RUNNING',
    workload,
    trafficPercent,
    traffic: { sinceUs: world.nowUs, credit: 0, replay: { startedUs: 0, next: -1, rounds: 0, ended: false } },
    prng,
    networkPrng: createPrng(world.seed, `network of ${producerIdOf(producerIndex)}`),
    phaseUs,
    beat: { dueUs: world.nowUs + phaseUs, isPlanned: true },
    life: 1,
    books: createBooks(),
    keyOrder: createKeyOrder(),
    isPartitioned: false,
    requests: new Map(),
    requestsSent: 0,
    stragglers: createStragglers(),
    meter: createProducerMeter(),
    givenUpTold: 0,
    givenUpToldUs: -GIVEN_UP_TOLD_EVERY_US,
    copyToldUs: -COPY_TOLD_EVERY_US,
  }
  const producer = kind.create(core, settings)
  world.producers.push(producer)
  schedule(world.agenda, core.beat.dueUs, { type: 'ProducerTick', producerIndex })
  return producer
}

/** Falls silent, and sends what it has in hand. */
export function removeProducer(world: World, environment: Environment, producer: Producer, sink: Sink): void {
  if (producer.state === 'STOPPED') return
  producer.state = 'STOPPED'
  kindNamed(environment, producer.kind).stop?.(world, environment, producer, sink)
  countSharers(world)
  tell(world, sink, { kind: 'ProducerRemoved', producerId: producerIdOf(producer.producerIndex) })
}

/** Its memory and its connections are gone: requests that the service has are carried out, and nobody hears of it. */
export function crashProducer(world: World, environment: Environment, producer: Producer, sink: Sink): void {
  if (producer.state !== 'RUNNING') return
  producer.state = 'CRASHED'
  producer.life++
  for (const request of producer.requests.values()) markStoredEntries(request)
  const { books } = producer
  const kind = kindNamed(environment, producer.kind)
  kind.crash(world, producer)
  const onDisk = kind.recordsOnDisk?.(producer) ?? 0
  const lost = books.recordsInFlight + books.recordsWaiting - onDisk
  producer.requests.clear()
  loseStragglers(producer, kind)
  books.recordsInFlight = 0
  books.recordsWaiting = onDisk
  countSharers(world)
  tell(world, sink, { kind: 'ProducerCrashed', producerId: producerIdOf(producer.producerIndex), recordsLost: lost })
  if (lost > 0) giveUp(world, producer, lost, 'crash', sink)
}

export function restartProducer(world: World, environment: Environment, producer: Producer, sink: Sink): void {
  if (producer.state === 'RUNNING') return
  const isFed = makesTraffic(producer)
  producer.state = 'RUNNING'
  planBeat(world, producer)
  countSharers(world)
  if (!isFed) setTraffic(world, producer)
  kindNamed(environment, producer.kind).begin(world, environment, producer, sink)
  tell(world, sink, { kind: 'ProducerRestarted', producerId: producerIdOf(producer.producerIndex) })
}

/** @returns false for settings of another kind. */
export function setProducerSettings(world: World, environment: Environment, producer: Producer, settings: ProducerSettings, sink: Sink): boolean {
  if (settings.kind !== producer.kind) return false
  const before = producer.settings
  producer.settings = settings
  kindNamed(environment, producer.kind).settingsChanged(world, environment, producer, before, sink)
  return true
}

export function setProducerTraffic(world: World, producer: Producer, workload: Workload | null, trafficPercent: number): void {
  producer.trafficPercent = trafficPercent
  // By value: copies of the world have workloads of their own.
  if (JSON.stringify(producer.workload) === JSON.stringify(workload)) return
  producer.workload = workload
  countSharers(world)
  setTraffic(world, producer)
}

/** Its workload begins anew. */
export function setTraffic(world: World, producer: Producer): void {
  producer.traffic.credit = 0
  producer.traffic.sinceUs = world.nowUs
  beginReplay(world, producer)
}

/** The devices of AWS IoT make traffic of their own, whatever the workload. */
export function makesTraffic({ state, kind }: Producer): boolean {
  return state === 'RUNNING' || (state === 'CRASHED' && FED_KINDS.has(kind))
}

function countSharers(world: World): void {
  world.sharers = world.producers.filter((producer) => producer.kind !== 'iot' && makesTraffic(producer) && producer.workload === null).length
}
