/** The buffers as they stand: how large, how full, and for how long they may wait. */
import { MIB, US_PER_SECOND, type Bytes, type SimUs } from '../../../base/units'
import { RAISED_SIZE_MAX, TRANSFORM_INTERVAL_US_MAX, ZERO_INTERVAL_US } from './constants'
import type { FirehoseApplication, OpenBuffer } from './model'
import type { FirehoseSettings, FirehoseTransform } from './settings'
import { noCounts } from './transformResult'

export function createBuffer({ bufferSizeInMBs }: FirehoseSettings, bufferNumber: number): OpenBuffer {
  return { bufferNumber, pieces: [], counts: noCounts(), openedUs: null, oldestUs: Infinity, sizeBytes: bufferSizeInMBs * MIB, isDue: false }
}

export function intervalUsOf({ bufferIntervalInSeconds }: FirehoseSettings): SimUs {
  return bufferIntervalInSeconds === 0 ? ZERO_INTERVAL_US : bufferIntervalInSeconds * US_PER_SECOND
}

/** What is delivered and what could not be transformed fill two objects side by side. */
export function filledBytes({ counts: { bytes, failedBytes } }: OpenBuffer): Bytes {
  return Math.max(bytes, failedBytes)
}

/** It cannot be raised any more: what comes now waits in the stream. */
export function isFull({ buffer, delivery }: FirehoseApplication): boolean {
  return delivery !== null && filledBytes(buffer) >= RAISED_SIZE_MAX
}

export function transformBytesOf({ bufferSizeInMBs }: FirehoseTransform): number {
  return Math.floor(bufferSizeInMBs * MIB)
}

export function transformIntervalUsOf(settings: FirehoseSettings): SimUs {
  return Math.min(TRANSFORM_INTERVAL_US_MAX, intervalUsOf(settings))
}
