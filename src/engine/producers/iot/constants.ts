/** AWS IoT's own numbers, and ours where it tells none. */
import { KIB, MIB, type SimUs } from '../../../base/units'

/** Facts M (re:Post, espressif): 100 publishes a second and connection, so one every 10 ms. */
export const PUBLISH_EVERY_MS_MIN = 10
/** A day. Ours. */
export const PUBLISH_EVERY_MS_MAX = 86_400_000
/** Facts M: 128 KB a message, counted as 128 KiB (INFER). */
export const PAYLOAD_BYTES_MAX: number = 128 * KIB
/** AWS IoT quotas as espressif repeats them: 7 slashes a topic; 256 bytes of UTF-8 (UNVERIFIED). */
export const TOPIC_SLASHES_MAX = 7
export const TOPIC_BYTES_MAX = 256
/** Of one fleet. */
export const DEVICES_MAX = 10_000

/**
 * Developer guide ("AWS IoT rule actions"): the rules engine "might" make multiple attempts after intermittent errors, and
 * discards the message when all fail. UNVERIFIED: how many, how far apart, and that throttling is such an error. Here as the
 * SDK's standard mode: 3 attempts, full jitter below 500 ms after throttling and 100 ms after a timeout, doubled.
 */
export const ATTEMPTS_MAX = 3
export const THROTTLING_BACKOFF_US: SimUs = 500_000
export const TIMEOUT_BACKOFF_US: SimUs = 100_000
/** UNVERIFIED: how long the rules engine waits for an answer. */
export const REQUEST_TIMEOUT_MS = 1_000
/** Under way or waiting; what comes on top of it is discarded. Ours. */
export const MESSAGES_IN_HAND_MAX = 20_000
/** And so much of them: 20,000 messages of 3 KiB, or 500 of the longest. Ours. */
export const MESSAGE_BYTES_IN_HAND_MAX: number = 64 * MIB
