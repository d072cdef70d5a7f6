import { describe, expect, it } from 'vitest'
import { partitionKeyOf } from '../../keySpace'
import { EPOCH_MS } from '../../testing/quietWorld'
import { iotKind } from './iotProducer'
import { IOT_DEFAULTS, type IotSettings } from './settings'
import { byDevice, fleetOf, messagesOf, NO_TRAFFIC, runFleet, shardsUsed, SPREAD } from './testing/fleetRun'

describe('a fleet', () => {
  it('publishes once a second and device, at a phase of each, in JSON of the wanted length', () => {
    const run = runFleet({ deviceCount: 40 }, { shardCount: 4 })
    run.goTo(10_300)
    const messages = messagesOf(run)
    const devices = byDevice(messages)
    expect(devices.size).toBe(40)
    for (const [device, own] of devices) {
      expect(own.map(({ seq }) => seq)).toEqual(own.map((_, at) => at + 1))
      expect(own.length).toBeGreaterThanOrEqual(9)
      // The instants of one device are a second apart, whatever the beat that takes them up.
      expect(own.every(({ timestamp }, at) => at === 0 || timestamp - own[at - 1]!.timestamp === 1_000)).toBe(true)
      expect(own.every(({ topic, bytes }) => topic === 'plant/telemetry' && bytes === 200)).toBe(true)
      expect(own.every(({ reading }, at) => at === 0 || Math.abs(reading - own[at - 1]!.reading) <= 25)).toBe(true)
      expect(device).toMatch(/^device-\d+$/)
    }
    expect(new Set(Array.from(devices.values(), ([first]) => first!.timestamp % 1_000)).size).toBeGreaterThan(30)
    expect(messages.every(({ timestamp }) => timestamp >= EPOCH_MS)).toBe(true)
  })

  it('puts one record a message with one PutRecord each', () => {
    const run = runFleet()
    run.goTo(5_000)
    const { meter, books } = fleetOf(run)
    expect(books.recordsMeant).toBeGreaterThan(850)
    expect(meter.calls).toBe(books.recordsMeant)
  })

  it('sends messages that are longer than wanted as they are', () => {
    const run = runFleet({ deviceCount: 1, payloadBytes: 10 })
    run.goTo(1_500)
    const [message] = messagesOf(run)
    expect(message!.bytes).toBeGreaterThan(60)
    expect(message!.fill).toBeUndefined()
  })

  it('fills a message up to the byte, and leaves it where there is no room for a filling', () => {
    for (const payloadBytes of [95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110]) {
      const run = runFleet({ deviceCount: 1, payloadBytes, topic: 'pflanze/é' })
      run.goTo(1_500)
      const [{ bytes, fill }] = messagesOf(run) as [ReturnType<typeof messagesOf>[number]]
      if (fill === undefined) expect(bytes).toBeGreaterThan(payloadBytes - 11)
      else expect(bytes).toBe(payloadBytes)
    }
  })

  it('follows its traffic in percent, and no connection is quicker than AWS IoT allows', () => {
    const run = runFleet({ deviceCount: 10 })
    const traffic = (trafficPercent: number) => run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: NO_TRAFFIC, trafficPercent })
    const counted = (untilMs: number) => {
      const before = run.books.recordsMeant
      run.goTo(untilMs)
      return run.books.recordsMeant - before
    }
    traffic(0)
    expect(counted(5_000)).toBe(0)
    traffic(100)
    // The phases of the devices have outlived the silence.
    expect(counted(5_950)).toBeGreaterThan(4)
    expect(counted(6_950)).toBe(10)
    traffic(300)
    expect(counted(9_950)).toBeGreaterThan(75)
    run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...IOT_DEFAULTS, deviceCount: 2, publishEveryMs: 10 } })
    expect(counted(10_950)).toBeLessThanOrEqual(200)
    expect(run.books.recordsMeant).toBeGreaterThan(250)
  })

  it('takes no share of the traffic of all', () => {
    const run = runFleet()
    run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: null, trafficPercent: 100 })
    run.submit({ type: 'SetWorkload', workload: { ...NO_TRAFFIC, ratePerSecond: 1_000 } })
    run.submit({ type: 'SetProducerCount', producerCount: 1 })
    run.goTo(3_000)
    expect(run.world.sharers).toBe(1)
    expect(run.world.producers[1]!.books.recordsMeant).toBeGreaterThan(2_900)
  })

  it('keeps the numbers of the devices that stay when it grows or shrinks', () => {
    const run = runFleet({ deviceCount: 3 })
    run.goTo(4_500)
    run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...IOT_DEFAULTS, deviceCount: 2 } })
    run.goTo(6_600)
    run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...IOT_DEFAULTS, deviceCount: 4 } })
    run.goTo(9_700)
    const devices = byDevice(messagesOf(run))
    for (const name of ['device-1', 'device-2']) expect(devices.get(name)!.map(({ seq }) => seq)).toEqual(devices.get(name)!.map((_, at) => at + 1))
    expect(devices.get('device-4')![0]!.seq).toBe(1)
  })
})

describe('the hot topic', () => {
  it('puts a whole fleet into one shard, however many there are; a key for each device or message is the cure', () => {
    const hot = runFleet({ deviceCount: 1_500 }, { shardCount: 4 })
    hot.goTo(10_000)
    expect(shardsUsed(hot)).toBe(1)
    expect(hot.books.recordsThrottled).toBeGreaterThan(1_000)
    expect(hot.books.recordsGivenUp).toBeGreaterThan(0)
    hot.submit({ type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: 8, ScalingType: 'UNIFORM_SCALING' } })
    hot.goTo(20_000)
    const { recordsGivenUp: before } = hot.books
    hot.goTo(30_000)
    expect(hot.books.recordsGivenUp - before).toBeGreaterThan(1_000)
    hot.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...IOT_DEFAULTS, deviceCount: 1_500, partitionKey: '${newuuid()}' } })
    hot.goTo(32_000)
    const { recordsThrottled } = hot.books
    hot.goTo(42_000)
    expect(hot.books.recordsThrottled).toBe(recordsThrottled)
    for (const partitionKey of ['${clientid()}', '${device}', '${topic(2)}', '${seq}/${device}']) {
      const cured = runFleet({ ...SPREAD, deviceCount: 1_500, partitionKey }, { shardCount: 4 })
      cured.goTo(10_000)
      expect(shardsUsed(cured)).toBe(4)
      expect(cured.books.recordsThrottled).toBe(0)
    }
  })
})

describe('the rule', () => {
  it.each<[string, (message: ReturnType<typeof messagesOf>[number]) => string]>([
    ['${topic()}', ({ device }) => `plant/${device}/telemetry`],
    ['${topic(1)}:${topic(3)}', () => 'plant:telemetry'],
    ['${topic(2)}', ({ device }) => device],
    ['${clientid()}!', ({ device }) => `${device}!`],
    ['${timestamp()}', ({ timestamp }) => String(timestamp)],
    ['${reading}-${seq}', ({ reading, seq }) => `${reading}-${seq}`],
    ['{device}', () => '{device}'],
    ['\0${clientid()}', ({ device }) => `\0${device}`],
  ])('of %s names the key that AWS IoT would', (partitionKey, expected) => {
    const run = runFleet({ ...SPREAD, deviceCount: 12, partitionKey })
    run.goTo(4_000)
    const messages = messagesOf(run)
    expect(messages.length).toBeGreaterThan(30)
    for (const message of messages) expect(message.key).toBe(expected(message))
    // One text is one key, or the hottest key would be many.
    const { keys, streams } = run.world
    const ids = new Set(streams[0]!.shards.flatMap(({ log }) => log.segments.flatMap(({ columns, count }) => Array.from(columns!.keyId.subarray(0, count)))))
    expect(ids.size).toBe(new Set(Array.from(ids, (id) => partitionKeyOf(keys, id))).size)
  })

  it('of newuuid() gives each message a UUID of version 4 of its own', () => {
    const run = runFleet({ partitionKey: '${newuuid()}' })
    run.goTo(5_000)
    const keys = messagesOf(run).map(({ key }) => key)
    expect(keys.length).toBeGreaterThan(800)
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of keys) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })

  it('loses no key in hand when the ids of forgotten ones are given back', () => {
    const run = runFleet({ deviceCount: 60, partitionKey: '${newuuid()}' })
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 30, responseLossPercent: 0, delayMsMax: 100 } })
    const sent = new Set<string>()
    for (let ms = 100; ms <= 5_000; ms += 100) {
      run.goTo(ms)
      const { keys } = run.world
      for (const entry of keys.namedEntries) if (entry !== null) sent.add(entry.partitionKey)
      // Looks as often as it can.
      keys.sweepAt = 0
    }
    const { namedEntries, freeEntries } = run.world.keys
    // Keys of discarded messages are gone, those of stored ones and those in hand are not.
    expect(freeEntries.length + run.books.recordsInFlight).toBeGreaterThan(0)
    expect(namedEntries.length).toBeLessThan(run.books.recordsMeant + 1)
    const stored = messagesOf(run)
    expect(stored.length).toBeGreaterThan(150)
    expect(stored.every(({ key }) => sent.has(key))).toBe(true)
    expect(new Set(stored.map(({ key }) => key)).size).toBe(stored.length)
  })

  it('is refused with a reason where AWS IoT could not carry it out, and the old one stays', () => {
    const run = runFleet()
    run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...IOT_DEFAULTS, partitionKey: '${topic(3)}' } })
    run.submit({ type: 'AddProducer', producer: { settings: { ...IOT_DEFAULTS, deviceCount: -1 }, workload: null, trafficPercent: 100 } })
    const refused = run.events.filter((event) => event.kind === 'CommandRefused')
    expect(refused.map(({ command, reason }) => ({ command, ...reason }))).toEqual([
      { command: 'SetProducerSettings', key: 'keyLevel', values: { level: 3, levels: 2 } },
      { command: 'AddProducer', key: 'notWhole', values: { setting: 'iot.deviceCount', value: -1, min: 0, max: 10_000 } },
    ])
    expect(fleetOf(run).settings).toEqual(IOT_DEFAULTS)
    expect(run.world.producers).toHaveLength(1)
  })
})

describe('whoever inspects it', () => {
  it('sees the last message and how many keys there can be', () => {
    const keysOf = (settings: Partial<IotSettings>) => {
      const run = runFleet({ ...SPREAD, deviceCount: 7, ...settings })
      run.goTo(2_000)
      const details = iotKind.details(run.world, fleetOf(run))
      const { topic, partitionKey, payload } = details.lastMessage!
      expect(JSON.parse(payload)).toMatchObject({ topic })
      return `${details.keysMax} ${partitionKey.replace(/\d+/, 'n')}`
    }
    expect(keysOf({})).toBe('7 plant/device-n/telemetry')
    expect(keysOf({ topic: 'plant/telemetry' })).toBe('1 plant/telemetry')
    expect(keysOf({ partitionKey: '${topic(1)}' })).toBe('1 plant')
    expect(keysOf({ partitionKey: '${seq}' })).toBe('null n')
  })
})
