/**
 * Numbers of Amazon Data Firehose. FHAPI = API reference, BufferingHints and ProcessorParameter · FH = developer guide, with
 * what is told there on data delivery, transformation and object names. UNVERIFIED ones are our choice, listed in docs/fidelity.md.
 */
import { KIB, MIB, US_PER_HOUR, US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../../base/units'

/** FHAPI: SizeInMBs, in MiB. */
export const BUFFER_SIZE_IN_MBS = { min: 1, max: 128 }
/** FHAPI: IntervalInSeconds. */
export const BUFFER_INTERVAL_IN_SECONDS_MAX = 900
/** FH: with an interval of 0 data is delivered within a few seconds; UNVERIFIED as to how many. */
export const ZERO_INTERVAL_US = 3 * US_PER_SECOND
/** FH: the size is raised by itself when delivery falls behind. UNVERIFIED how: twice as much, again and again, to the largest SizeInMBs. */
export const RAISED_SIZE_FACTOR = 2
export const RAISED_SIZE_MAX = BUFFER_SIZE_IN_MBS.max * MIB

/** FH: one GetRecords a second for each shard. */
export const POLL_US = US_PER_SECOND
/** UNVERIFIED: pause after a refusal. */
export const POLL_RETRY_MS = 1_000
/** UNVERIFIED: how often it asks for shards that nobody told it of. */
export const DISCOVERY_US = 10 * US_PER_SECOND

/** FH: the buffer before the transform function. */
export const TRANSFORM_SIZE_IN_MBS = { min: 0.2, max: 3 }
/** FHAPI: BufferIntervalInSeconds of a Lambda processor is 60; ours: never longer than the interval of delivery. */
export const TRANSFORM_INTERVAL_US_MAX = US_PER_MINUTE
/** FH: an invocation that fails is tried three times more. */
export const INVOCATION_RETRIES = 3
/** UNVERIFIED: pause before each of them. */
export const INVOCATION_RETRY_US = 5 * US_PER_SECOND

/** UNVERIFIED: a put to S3, and the bytes that it moves in a microsecond. */
export const PUT_US = { min: 50 * US_PER_MS, max: 150 * US_PER_MS }
export const PUT_BYTES_PER_US = 100
/** UNVERIFIED: without an answer for so long, the put counts as failed. */
export const PUT_TIMEOUT_US = 10 * US_PER_SECOND
/** UNVERIFIED: pause after a put that has failed, twice as long each time. */
export const PUT_RETRY_US = { min: US_PER_SECOND, max: US_PER_MINUTE }
/** FH: delivery to S3 is tried for 24 hours. */
export const DELIVERY_US_MAX = 24 * US_PER_HOUR

/** Ours: objects that the world remembers, and ranges of records in them; more push out the oldest. */
export const OBJECTS_MAX = 500
export const OBJECT_PIECES_MAX = 20_000
/** Ours: an object with more data is compressed when somebody opens it, not when it is written. */
export const COMPRESSED_AT_ONCE_MAX = 8_192 * KIB
/** Ours: as long as a function may run at most. */
export const INVOKE_MS = { min: 0, max: 900_000 }
