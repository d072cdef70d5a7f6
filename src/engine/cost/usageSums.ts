/** Usage as amounts: what was added since, what several plans come to together, and the same traffic times something. */
import { createStreamUsage, type Plan, type StreamUsage, type UsageTotals } from '../usage/model'

export function since(now: UsageTotals, before: UsageTotals): UsageTotals {
  const streams = new Map<string, Map<Plan, StreamUsage>>()
  for (const [name, plans] of now.streams) {
    const added = new Map<Plan, StreamUsage>()
    for (const [plan, usage] of plans) {
      const earlier = before.streams.get(name)?.get(plan)
      added.set(plan, earlier === undefined ? usage : combine(usage, earlier, -1))
    }
    streams.set(name, added)
  }
  const applications = now.applications.map((usage, index) => {
    const earlier = before.applications[index]
    return earlier === undefined ? usage : combineNumbers(usage, earlier, -1)
  })
  const producers = now.producers.map((usage, index) => {
    const earlier = before.producers[index]
    return earlier === undefined ? usage : combineNumbers(usage, earlier, -1)
  })
  return { streams, applications, producers, account: combineNumbers(now.account, before.account, -1) }
}

export function sumOfPlans(plans: Iterable<StreamUsage>): StreamUsage {
  let sum = createStreamUsage()
  for (const usage of plans) sum = combine(sum, usage, 1)
  return sum
}

/** The same traffic `scale` times as dense, in as much time, on `shards` shards. */
export function scaled(usage: StreamUsage, scale: number, shards: number): StreamUsage {
  const perShard = usage.shardSeconds === 0 ? 0 : (shards * usage.seconds) / usage.shardSeconds
  return {
    seconds: usage.seconds,
    shardSeconds: shards * usage.seconds,
    extendedShardSeconds: usage.extendedShardSeconds * perShard,
    metricSeconds: usage.metricSeconds * perShard,
    recordsIn: usage.recordsIn * scale,
    recordsRefused: usage.recordsRefused * scale,
    bytesIn: usage.bytesIn * scale,
    kibibytesIn: usage.kibibytesIn * scale,
    payloadUnits: usage.payloadUnits * scale,
    bytesRead: new Map(Array.from(usage.bytesRead, ([caller, bytes]) => [caller, bytes * scale])),
    oldBytesRead: usage.oldBytesRead * scale,
    consumers: new Map(Array.from(usage.consumers, ([name, { seconds, bytesPushed }]) => [name, { seconds, shardSeconds: seconds * shards, bytesPushed: bytesPushed * scale }])),
    extendedByteSeconds: usage.extendedByteSeconds * scale,
    longTermByteSeconds: usage.longTermByteSeconds * scale,
  }
}

/** As much of everything for so many times as long. */
export function manyTimes({ bytesRead, consumers, ...numbers }: StreamUsage, times: number): StreamUsage {
  return {
    ...numbersTimes(numbers, times),
    bytesRead: new Map(Array.from(bytesRead, ([caller, bytes]) => [caller, bytes * times])),
    consumers: new Map(Array.from(consumers, ([name, usage]) => [name, numbersTimes(usage, times)])),
  }
}

export function numbersTimes<T extends { [Name in keyof T]: number }>(usage: T, times: number): T {
  const product = { ...usage }
  for (const name in usage) (product[name] as number) = usage[name] * times
  return product
}

/** `left` + `sign` × `right`. */
function combine(left: StreamUsage, right: StreamUsage, sign: 1 | -1): StreamUsage {
  const { bytesRead, consumers, ...numbers } = left
  const { bytesRead: otherRead, consumers: otherConsumers, ...otherNumbers } = right
  const read = new Map(bytesRead)
  for (const [caller, bytes] of otherRead) read.set(caller, (read.get(caller) ?? 0) + sign * bytes)
  const all = new Map(consumers)
  for (const [name, usage] of otherConsumers) {
    const mine = all.get(name) ?? { seconds: 0, shardSeconds: 0, bytesPushed: 0 }
    all.set(name, combineNumbers(mine, usage, sign))
  }
  return { ...combineNumbers(numbers, otherNumbers, sign), bytesRead: read, consumers: all }
}

/** `left` + `sign` × `right`, name by name. */
export function combineNumbers<T extends { [Name in keyof T]: number }>(left: T, right: T, sign: 1 | -1): T {
  const sum = { ...left }
  for (const name in right) (sum[name] as number) = left[name] + sign * right[name]
  return sum
}
