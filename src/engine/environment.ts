/** What a run needs from outside and never changes. */
import type { call } from './call'
import type { Compression } from './producers/compression'
import type { ProducerCore, PutAnswer, PutRequest } from './producers/core'
import type { ProducerDetails } from './producers/details'
import type { Producer, ProducerTimer } from './producers/producer'
import type { SdkProducer } from './producers/sdk/model'
import type { ProducerKindName } from './producers/settings'
import type { Sink } from './sink'
import type { Source } from './source'
import type { World } from './state'

export interface Environment {
  /** The files that producers replay. */
  sources: ReadonlyMap<string, Source>
  /** The service's door: `call`, which a host may load after the rest. */
  call: typeof call
  /** Kinds of producers other than the plain SDK application, and what that needs to compress; a host may load them after the rest. */
  producers: ProducerKinds & { packs: SdkPacks }
  /** Of RFC 1952, the same bytes on every host. */
  gzip: (bytes: Uint8Array) => Uint8Array
}

export type ProducerKinds = { [Name in Exclude<ProducerKindName, 'sdk'>]: ProducerKind<Extract<Producer, { kind: Name }>> }

/** For an application on the SDK that compresses. */
export interface SdkPacks {
  /** Takes the place of making records. */
  collectPacked(world: World, environment: Environment, producer: SdkProducer, compression: Compression, sink: Sink): void
  /** Sends the open blob as it is. */
  sendPack(world: World, environment: Environment, producer: SdkProducer, sink: Sink): void
}

/** What a kind of producer must be able to do, and what it shows to whoever inspects it. */
export interface ProducerKind<P extends Producer> extends ProducerActs<P> {
  details(world: World, producer: P): Extract<ProducerDetails, { kind: P['kind'] }>
}

export interface ProducerActs<P extends Producer> {
  /** @returns why there can be no such settings; null where nothing is wrong. Absent: all are taken. */
  problemOf?(settings: P['settings']): string | null
  /** @returns the producer with an empty memory. */
  create(core: ProducerCore, settings: P['settings']): P
  /** Begins to work, or goes on after it was stopped or has crashed. */
  begin(world: World, environment: Environment, producer: P, sink: Sink): void
  /** Every beat while it runs: makes its traffic. */
  tick(world: World, environment: Environment, producer: P, sink: Sink): void
  /** An answer, or a timeout; the records of the request are in no book now, and must be entered in one. */
  answered(world: World, environment: Environment, producer: P, request: PutRequest, answer: PutAnswer, sink: Sink): void
  /** Comes after a stop too, so that what is in buffers can still go out; never to one that has crashed since. */
  timer(world: World, environment: Environment, producer: P, timer: Extract<ProducerTimer, { kind: P['kind'] }>, sink: Sink): void
  /** A person removes it; absent where nothing is to be done about what is in its buffers. */
  stop?(world: World, environment: Environment, producer: P, sink: Sink): void
  /** Its memory is gone; the books are the caller's. */
  crash(world: World, producer: P): void
  /** How many of its records outlive a crash, in a file on its disk or a checkpoint, and still wait; absent: none. */
  recordsOnDisk?(producer: P): number
  /** `producer.settings` are new ones of the same kind. */
  settingsChanged(world: World, environment: Environment, producer: P, before: P['settings'], sink: Sink): void
}
