/** One fleet in a world of its own, and what it has put into the stream: for the tests of AWS IoT. */
import { readUtf8 } from '../../../../base/utf8'
import { runProducer } from '../../testing/producerRun'
import type { IotProducer } from '../model'
import { IOT_DEFAULTS, type IotSettings } from '../settings'

/** The fleet publishes of its own accord: with any other traffic these tests would fail. */
export const NO_TRAFFIC = { kind: 'synthetic', ratePerSecond: 0, recordBytes: 1, keys: { kind: 'uniform', keyCount: 1 } } as const
export const SPREAD: Partial<IotSettings> = { topic: 'plant/{device}/telemetry' }

export function runFleet(changed: Partial<IotSettings> = {}, options: { shardCount?: number; seed?: number } = {}) {
  return runProducer({ settings: { ...IOT_DEFAULTS, ...changed }, workload: NO_TRAFFIC, ...options })
}

export type Run = ReturnType<typeof runFleet>

export function fleetOf({ world }: Run): IotProducer {
  return world.producers[0] as IotProducer
}

export function messagesOf(run: Run) {
  return run.records().map(({ PartitionKey, Data }) => ({ key: PartitionKey, bytes: Data.length, ...(JSON.parse(readUtf8(Data)) as { device: string; topic: string; seq: number; timestamp: number; reading: number; fill?: string }) }))
}

export function byDevice(messages: ReturnType<typeof messagesOf>) {
  const devices = new Map<string, typeof messages>()
  for (const message of messages) devices.set(message.device, [...(devices.get(message.device) ?? []), message])
  return devices
}

export function shardsUsed({ world }: Run): number {
  return world.streams[0].shards.filter(({ recordsStored }) => recordsStored > 0).length
}
