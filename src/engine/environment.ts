/** What a run needs from outside and never changes. */
import type { Cause } from './cause'
import type { AccountCommand } from './commands'
import type { Application, ApplicationTimer } from './consumers/application'
import type { ApplicationCore } from './consumers/core'
import type { ApplicationDetails } from './consumers/details'
import type { KclParts } from './consumers/kcl/parts'
import type { ShardReader } from './consumers/retrieval/reader'
import type { ApplicationKindName } from './consumers/settings'
import type { CallService } from './door/serviceCall'
import type { Compression } from './producers/compression'
import type { ProducerCore, PutAnswer, PutRequest } from './producers/core'
import type { ProducerDetails } from './producers/details'
import type { Producer, ProducerTimer } from './producers/producer'
import type { SdkProducer } from './producers/sdk/model'
import type { ProducerKindName } from './producers/settings'
import type { RefusalReason } from './refusalReasons'
import type { Sink } from './sink'
import type { Source } from './source'
import type { ReshardStep, Shard, Stream, World } from './state'
import type { Fetched } from './fetched'

export interface Environment {
  /** The files that producers replay. */
  sources: ReadonlyMap<string, Source>
  /** The service's door: `call`, which a host may load after the rest. */
  call: CallService
  /** Kinds of producers other than the plain SDK application, and what that needs to compress; a host may load them after the rest. */
  producers: ProducerKinds & { packs: SdkPacks }
  /** Kinds of applications other than the KCL's, and what few on the KCL need; a host may load them after the rest. */
  applications: ApplicationKinds & { kcl: KclParts }
  /** What an account has around its streams; a host may load it after the rest, with the first command that asks for it or the first call. */
  account: AccountParts
  /** Of RFC 1952, the same bytes on every host. */
  gzip: (bytes: Uint8Array) => Uint8Array
}

/** Whoever adds to what an account can do adds a member, implemented in `account/parts.ts`. */
export interface AccountParts {
  submit(world: World, environment: Environment, command: AccountCommand, sink: Sink): void
  /** Once a minute while there are alarms; whoever scales by them acts. */
  evaluateAlarms(world: World, environment: Environment, sink: Sink): void
  /** Each minute of the wall clock, for each on-demand stream: it may plan to split and merge shards. */
  endOnDemandMinute(world: World, stream: Stream, sink: Sink): void
  /** A stream's mode or warm throughput is another since now. @returns the steps to the shards that it needs. */
  planWarmSteps(world: World, stream: Stream, formerMiBps: number | null): ReshardStep[]
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
  problemOf?(settings: P['settings']): RefusalReason | null
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
  /** Identity of the oldest record that is not stored and may be yet, or of one before it; Infinity: there is none. Absent where order is watched otherwise. */
  oldestInHand?(producer: P): number
  /** `producer.settings` are new ones of the same kind. */
  settingsChanged(world: World, environment: Environment, producer: P, before: P['settings'], sink: Sink): void
}

export type ApplicationKinds = { [Name in Exclude<ApplicationKindName, 'kcl'>]: ApplicationKind<Extract<Application, { kind: Name }>> }

/** What a kind of application must be able to do, and what it shows to whoever inspects it. */
export interface ApplicationKind<A extends Application> extends ApplicationActs<A> {
  details(world: World, application: A): Extract<ApplicationDetails, { kind: A['kind'] }>
  /** What keeps it from records of a shard whose parents are done; null: nothing but its work and the limits of the shard. */
  whyBehind?(world: World, application: A, shardIndex: number): Cause | null
  /** Asked where it reads a shard of plain records. @returns why it can never work off what comes; null where it can. */
  whyTooSlow?(world: World, application: A, shard: Shard): Cause | null
}

export interface ApplicationActs<A extends Application> {
  /** @returns why there can be no such settings; null where nothing is wrong. Absent: all are taken. */
  problemOf?(settings: A['settings'], world: World): RefusalReason | null
  /** @returns the application with an empty memory. */
  create(core: ApplicationCore, settings: A['settings']): A
  /** Begins to work, or goes on after a crash from what it has saved. */
  begin(world: World, environment: Environment, application: A, sink: Sink): void
  /** One of its readers is handed records, or none; `childShards` tells the end of a closed shard. */
  received(world: World, environment: Environment, application: A, reader: ShardReader, fetched: Fetched, sink: Sink): void
  /** The shard of a reader, or its stream, is not there any more. */
  shardGone(world: World, environment: Environment, application: A, reader: ShardReader, sink: Sink): void
  /** A call was refused for want of a right or of a key. Absent: its reader tries again. */
  denied?(world: World, application: A, sink: Sink): void
  timer(world: World, environment: Environment, application: A, timer: Extract<ApplicationTimer, { kind: A['kind'] }>, sink: Sink): void
  /** Its memory is gone; readers are closed already. */
  crash(world: World, application: A, sink: Sink): void
  /** A person removes it; readers are closed afterwards. */
  stop(world: World, environment: Environment, application: A, sink: Sink): void
  /** Its stream is deleted: ordinals of a stream of that name made later mean other records. */
  streamGone(world: World, application: A): void
  /** `application.settings` are new ones of the same kind and name. */
  settingsChanged(world: World, environment: Environment, application: A, before: A['settings'], sink: Sink): void
}
