/** What a stream's usage comes to under each plan, line by line. Nothing of nothing is no line. */
import { BILLED_GB_BYTES, BILLED_RECORD_BYTES, HOURS_PER_MONTH, type PriceName } from '../../kinesis/billing'
import type { Plan, StreamUsage } from '../usage/model'
import type { UsageLine } from './bill'

export const SECONDS_PER_HOUR = 3_600
export const SECONDS_PER_MONTH = HOURS_PER_MONTH * SECONDS_PER_HOUR
const MILLION = 1_000_000

export type StreamLine = Pick<UsageLine, 'price' | 'by' | 'application' | 'quantity'>

const APPLICATION = 'application/'

export function streamLines(plan: Plan, usage: StreamUsage): StreamLine[] {
  const lines = [...OF_PLAN[plan](usage), line('shardMetric', usage.metricSeconds / SECONDS_PER_MONTH)]
  return lines.filter(({ quantity }) => quantity > 0)
}

const OF_PLAN: Readonly<Record<Plan, (usage: StreamUsage) => StreamLine[]>> = {
  provisioned: (usage) => [
    line('shardHour', usage.shardSeconds / SECONDS_PER_HOUR),
    line('putPayloadUnits', usage.payloadUnits / MILLION),
    line('extendedShardHour', usage.extendedShardSeconds / SECONDS_PER_HOUR),
    line('longTermStored', monthsOf(usage.longTermByteSeconds)),
    line('longTermRead', usage.oldBytesRead / BILLED_GB_BYTES),
    ...Array.from(usage.consumers, ([name, { shardSeconds }]) => lineOf('fanOutShardHour', name, name, shardSeconds / SECONDS_PER_HOUR)),
    ...pushed('fanOutOut', usage),
  ],
  onDemand: (usage) => [
    line('onDemandStreamHour', usage.seconds / SECONDS_PER_HOUR),
    line('onDemandIn', gigabytesIn(usage)),
    ...read('onDemandOut', usage),
    ...pushed('onDemandFanOutOut', usage),
    line('onDemandExtendedStored', monthsOf(usage.extendedByteSeconds)),
    line('onDemandLongTermStored', monthsOf(usage.longTermByteSeconds)),
  ],
  advantage: (usage) => [
    line('advantageIn', gigabytesIn(usage)),
    ...read('advantageOut', usage),
    ...pushed('advantageFanOutOut', usage),
    line('advantageStored', monthsOf(usage.extendedByteSeconds + usage.longTermByteSeconds)),
  ],
}

function line(price: PriceName, quantity: number): StreamLine {
  return lineOf(price, null, null, quantity)
}

function lineOf(price: PriceName, by: string | null, application: string | null, quantity: number): StreamLine {
  return { price, by, application, quantity }
}

function read(price: PriceName, { bytesRead }: StreamUsage): StreamLine[] {
  return Array.from(bytesRead, ([caller, bytes]) => lineOf(price, caller, caller.startsWith(APPLICATION) ? caller.slice(APPLICATION.length) : null, bytes / BILLED_GB_BYTES))
}

/** A consumer bears the name of its application. */
function pushed(price: PriceName, { consumers }: StreamUsage): StreamLine[] {
  return Array.from(consumers, ([name, { bytesPushed }]) => lineOf(price, name, name, bytesPushed / BILLED_GB_BYTES))
}

function monthsOf(byteSeconds: number): number {
  return byteSeconds / BILLED_GB_BYTES / SECONDS_PER_MONTH
}

export function gigabytesIn({ kibibytesIn }: StreamUsage): number {
  return (kibibytesIn * BILLED_RECORD_BYTES) / BILLED_GB_BYTES
}

export function gigabytesOut({ bytesRead, consumers }: StreamUsage): number {
  let bytes = 0
  for (const read of bytesRead.values()) bytes += read
  for (const { bytesPushed } of consumers.values()) bytes += bytesPushed
  return bytes / BILLED_GB_BYTES
}
