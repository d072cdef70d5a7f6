/** What an application does with a reader: see `reader.ts`. Its calls are made in `runReader.ts`. */
import { schedule } from '../../agenda'
import { hangUp } from '../../fanOut'
import { findStream } from '../../naming'
import type { Subscription, World } from '../../state'
import type { ReaderAct } from '../../task'
import type { Application } from '../application'
import type { ShardReader } from './reader'

/** A GetRecords round trip: UNVERIFIED, AWS states no figure. */
export const FETCH_US = { min: 10_000, max: 30_000 }

export type ReaderSpec = Pick<ShardReader, 'shardIndex' | 'retrieval' | 'position' | 'maxRecords' | 'retryMs'>

/** Its first call is due at once, unless `holdOn` comes first. */
export function openReader(world: World, application: Application, spec: ReaderSpec): ShardReader {
  const reader: ShardReader = {
    ...spec,
    readerNumber: ++application.readersOpened,
    iterator: null,
    subscriptionNumber: null,
    newsUs: 0,
    hasBegun: false,
    isCalling: false,
    isHeld: false,
    refusal: null,
    millisBehindLatest: null,
  }
  application.readers.set(reader.readerNumber, reader)
  readOn(world, application, reader, 0)
  return reader
}

/** The application wants more: by polling a call after `delayUs`, with a subscription whatever is pushed from now on. */
export function readOn(world: World, application: Application, reader: ShardReader, delayUs: number): void {
  hold(world, application, reader, false)
  if (reader.subscriptionNumber === null && !reader.isCalling) callLater(world, application, reader, delayUs)
}

/** The application takes no more until `readOn`: a call under way is still answered, what is pushed already still comes, and no other GetRecords is made. */
export function holdOn(world: World, application: Application, reader: ShardReader): void {
  hold(world, application, reader, true)
}

function hold(world: World, application: Application, reader: ShardReader, isHeld: boolean): void {
  reader.isHeld = isHeld
  const subscription = findSubscription(world, application, reader)
  if (subscription !== undefined) subscription.isHeld = isHeld
}

export function closeReader(world: World, application: Application, reader: ShardReader): void {
  application.readers.delete(reader.readerNumber)
  if (reader.subscriptionNumber === null) return
  world.subscribers.delete(reader.subscriptionNumber)
  hangUp(world, reader.subscriptionNumber)
}

export function callLater(world: World, application: Application, reader: ShardReader, delayUs: number): void {
  reader.isCalling = true
  act(world, application, reader, delayUs, { act: 'call' })
}

export function act(world: World, { applicationIndex, life }: Application, { readerNumber }: ShardReader, delayUs: number, what: ReaderAct): void {
  schedule(world.agenda, world.nowUs + delayUs, { type: 'ReaderActs', applicationIndex, life, readerNumber, act: what })
}

function findSubscription(world: World, application: Application, { shardIndex, subscriptionNumber }: ShardReader): Subscription | undefined {
  if (subscriptionNumber === null) return undefined
  const stream = findStream(world, application.streamName)
  const subscription = stream?.consumers.find(({ consumerName }) => consumerName === application.settings.name)?.subscriptions.get(shardIndex)
  return subscription?.subscriptionNumber === subscriptionNumber ? subscription : undefined
}
