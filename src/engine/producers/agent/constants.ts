/** What the Kinesis Agent's own code fixes (KA, release 2.0.13), and how much of its world we hold. */
import type { SimUs } from '../../../base/units'

/** KA Agent: how often buffers are looked at whether they are old enough. */
export const HEARTBEAT_US: SimUs = 1_000_000
/** KA AgentConfiguration, `sendingThreadsMaxQueueSize`: buffers that wait for a thread. */
export const ACCEPTED_BUFFERS_MAX = 100
/** KA Constants and AsyncPublisherThrottler: the backoff of the whole publisher, not of a buffer. */
export const RETRY_INITIAL_BACKOFF_MS = 100
export const RETRY_MAX_BACKOFF_MS = 10_000
/** Doubled at most so often before it is the longest. */
export const BACKOFF_DOUBLINGS_MAX = 7
export const BACKOFF_JITTER = 0.3
/** A success divides what failures have added up to. */
export const RECOVERY_FACTOR = 10
/** It sleeps in naps of this length, and wakes between two of them once something was sent. */
export const BACKOFF_NAP_US: SimUs = 250_000
/** AWS SDK for Java 1.x, which the agent calls: how often it sends again after a timeout, before the agent hears of it. */
export const SDK_RETRIES_MAX = 3
/** KA KinesisConstants: of one PutRecords. */
export const BUFFER_RECORDS_MAX = 500

/** Lines read in one beat: our choice, 100,000 a second. */
export const LINES_READ_MAX = 5_000
/** Lines on the disk that may still be read: our choice. With more of them the disk is full. */
export const LOG_LINES_MAX = 2 ** 20
