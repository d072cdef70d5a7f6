/** All lines of a bill: streams in order of their names, then applications, then the account. */
import { KPU_STORAGE_GB, LAMBDA_MEMORY_MIB, BILLED_GB_BYTES, type PriceName } from '../../kinesis/billing'
import { KIB, MS_PER_SECOND } from '../../base/units'
import { createApplicationUsage, type ApplicationUsage, type UsageTotals } from '../usage/model'
import type { UsageLine } from './bill'
import { shortfall } from './commitment'
import { gigabytesIn, gigabytesOut, SECONDS_PER_HOUR, SECONDS_PER_MONTH, streamLines } from './streamLines'
import { combineNumbers } from './usageSums'

const MILLION = 1_000_000

/** @param names of the applications by index. */
export function usageLines({ streams, applications, account }: UsageTotals, names: readonly string[]): UsageLine[] {
  const known = new Set(names)
  const lines: UsageLine[] = []
  for (const [streamName, plans] of [...streams].sort(([left], [right]) => (left < right ? -1 : 1))) {
    for (const [plan, usage] of plans) {
      for (const { price, by, application, quantity } of streamLines(plan, usage)) {
        lines.push({ item: price, price, streamName, plan, application: application !== null && known.has(application) ? application : null, by, quantity })
      }
    }
  }
  for (const [application, usage] of byName(applications, names)) {
    for (const [price, quantity] of applicationLines(usage)) add(lines, { item: price, price, quantity, application })
  }
  const advantage = Array.from(streams.values(), (plans) => plans.get('advantage')).filter((usage) => usage !== undefined)
  const used = (gigabytes: typeof gigabytesIn) => advantage.reduce((sum, usage) => sum + gigabytes(usage), 0)
  add(lines, { item: 'advantageInShortfall', price: 'advantageIn', quantity: shortfall(used(gigabytesIn), account.advantageSeconds) })
  add(lines, { item: 'advantageOutShortfall', price: 'advantageOut', quantity: shortfall(used(gigabytesOut), account.advantageSeconds) })
  add(lines, { item: 'alarm', price: 'alarm', quantity: account.alarmSeconds / SECONDS_PER_MONTH })
  add(lines, { item: 'kmsRequests', price: 'kmsRequests', quantity: account.kmsRequests / 10_000 })
  add(lines, { item: 'trailDataEvents', price: 'trailDataEvents', quantity: account.trailDataEvents / 100_000 })
  return lines.filter(({ quantity }) => quantity > 0)
}

function add(lines: UsageLine[], line: Pick<UsageLine, 'item' | 'price' | 'quantity'> & { application?: string | null }): void {
  lines.push({ streamName: null, plan: null, by: null, application: null, ...line })
}

/** One that was removed and added again is one. */
function byName(applications: readonly ApplicationUsage[], names: readonly string[]): Map<string, ApplicationUsage> {
  const all = new Map<string, ApplicationUsage>()
  applications.forEach((usage, index) => {
    const name = names[index] ?? ''
    all.set(name, combineNumbers(usage, all.get(name) ?? createApplicationUsage(), 1))
  })
  return all
}

function applicationLines(usage: ApplicationUsage): [PriceName, number][] {
  return [
    ['tableReads', usage.tableReads / MILLION],
    ['tableWrites', usage.tableWrites / MILLION],
    ['lambdaRequests', usage.lambdaRequests / MILLION],
    ['lambdaDuration', (usage.lambdaMs / MS_PER_SECOND) * (LAMBDA_MEMORY_MIB / KIB)],
    ['firehoseIn', (usage.firehoseKibibytes * KIB) / BILLED_GB_BYTES],
    ['s3Puts', usage.s3Puts / 1_000],
    ['kpuHour', usage.kpuSeconds / SECONDS_PER_HOUR],
    ['kpuStorage', (usage.kpuStorageSeconds * KPU_STORAGE_GB) / SECONDS_PER_MONTH],
  ]
}
