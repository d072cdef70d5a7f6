import { describe, expect, it } from 'vitest'
import { OUTCOME_STRUCK, WRITERS_FROM, type Frame } from '../engine/frame'
import { createPainter } from './painter'
import { LIGHT_RIVER_THEME } from './riverTheme'
import type { RiverView, WindowRequest } from './riverView'
import { TWIN_RADIUS_PX } from './twins'
import { createArraySurface, createDrawLog } from './testing/drawLog'
import { evenWorld, fixtureArrivals, fixtureFrame, noneUnderWay, SPLIT_WORLD } from './testing/fixtureFrames'
import { FIXTURE_LABELS, FIXTURE_NOTES, FIXTURE_SIZE, FIXTURE_VIEW } from './testing/fixtureLook'

function newPainter(view: RiverView = FIXTURE_VIEW) {
  const log = createDrawLog()
  const needs: { windowNumber: number; request: WindowRequest }[] = []
  const painter = createPainter({
    ctx: log.ctx,
    size: FIXTURE_SIZE,
    view,
    theme: LIGHT_RIVER_THEME,
    labels: FIXTURE_LABELS,
    notes: FIXTURE_NOTES,
    createSurface: createArraySurface,
    onWindowNeeded: (need) => needs.push(need),
  })
  return { log, needs, painter }
}

function frameAt(atMs: number, generation = 1): Frame {
  return fixtureFrame(SPLIT_WORLD, { fromMs: atMs - 16, atMs, generation })
}

describe('painter', () => {
  it('says what is in the picture: shards, figures, waterlines, waiting, ages, hash keys', () => {
    const { log, painter } = newPainter()
    painter.showFrame(frameAt(57_000))
    painter.paint(0)
    const texts = log.texts()
    for (const text of ['…000', '…002', '…003', '…004', '…005', 'closed', '100%', '180 throttled/s', 'hot key user-0', 'waits for parent …001, 20 records left', 'now', '10 s ago', '0x0000…', '0xffff…']) {
      expect(texts).toContain(text)
    }
    expect(texts.some((text) => /^orders \d+ s behind$/.test(text))).toBe(true)
  })

  it('shows the split only once it has happened', () => {
    const { log, painter } = newPainter()
    painter.showFrame(frameAt(37_990))
    painter.paint(0)
    expect(log.texts()).not.toContain('…004')
    expect(log.texts()).toContain('…001')
    painter.showFrame(frameAt(45_000))
    log.clear()
    painter.paint(1_000)
    expect(log.texts()).toContain('…004')
  })

  it('shows what is on its way at the instant at which it stands still, whatever frames came before', () => {
    const { log, painter } = newPainter()
    const frame = frameAt(57_000)
    frame.underWay = noneUnderWay(3)
    frame.underWay.done.set([0.2, 0.5, 0.8])
    frame.underWay.isAnswer[2] = 1
    const dots = () => log.calls.filter(({ name, values }) => name === 'fillRect' && values[2] === 3.5).length
    painter.showFrame(frame)
    painter.paint(0)
    expect(dots()).toBe(2)
    log.clear()
    painter.setView({ ...FIXTURE_VIEW, playing: true })
    painter.showFrame({ ...fixtureFrame(SPLIT_WORLD, { fromMs: 57_000, atMs: 57_000, generation: 2 }), underWay: frame.underWay })
    painter.paint(16)
    expect(dots()).toBe(0)
  })

  it('names applications by their index, not by their row, and says which one is blocked', () => {
    const { log, painter } = newPainter()
    const frame = frameAt(57_000)
    frame.waterlines.applicationIndex.set([6, 2])
    frame.waterlines.isBlocked.fill(1, 0, frame.lanes.shardIndex.length)
    painter.setNotes({ ...FIXTURE_NOTES, lanes: [], applications: [{ applicationIndex: 2, name: 'second' }, { applicationIndex: 6, name: 'sixth' }] })
    painter.showFrame(frame)
    painter.paint(0)
    const texts = log.texts()
    expect(texts.some((text) => /^sixth blocked, \d+ s behind$/.test(text))).toBe(true)
    expect(texts.filter((text) => text.startsWith('second'))).toEqual(['second'])
    const colorsOf = (start: string) => new Set(log.calls.filter((call) => call.name === 'fillText' && String(call.values[0]).startsWith(start)).map((call) => call.fillStyle))
    expect(colorsOf('sixth')).toEqual(new Set([LIGHT_RIVER_THEME.faultText]))
    expect(colorsOf('second')).toEqual(new Set([LIGHT_RIVER_THEME.applicationTexts[2]]))
  })

  it('gives an application that writes to the stream its own name, mark and colour, on its card and on its way', () => {
    const { log, painter } = newPainter({ ...FIXTURE_VIEW, playing: true, speed: 1, motion: 'full' })
    const frame = frameAt(57_000)
    const writer = WRITERS_FROM + 2
    frame.producers.producerIndex[1] = writer
    frame.arrivals.producerIndex.fill(writer)
    painter.setNotes({ ...FIXTURE_NOTES, producers: [{ producerIndex: writer, name: 'job', detail: '12 stored', isRefused: false, requestsInFlight: 0, waitingMax: 10_000 }] })
    painter.showFrame(frame)
    painter.paint(0)
    const names = log.calls.filter(({ name, values }) => name === 'fillText' && values[0] === 'job')
    expect(new Set(names.map(({ fillStyle }) => fillStyle))).toEqual(new Set([LIGHT_RIVER_THEME.applicationTexts[2]]))
    const flown = new Set(log.calls.filter(({ name, values }) => name === 'fillRect' && values[2] === 3.5).map(({ fillStyle }) => fillStyle))
    expect(flown.has(LIGHT_RIVER_THEME.applications[2]!)).toBe(true)
    expect(flown.has(LIGHT_RIVER_THEME.recordText)).toBe(false)
  })

  it('writes no label of a waterline on another one, however many applications there are', () => {
    const { log, painter } = newPainter()
    const behindMs = [22_000, 21_000, 20_500, 20_000, 19_000, 3_500, 4_000]
    painter.showFrame(fixtureFrame({ ...SPLIT_WORLD, behindMs }, { fromMs: 56_900, atMs: 57_000, generation: 1 }))
    painter.setNotes({ ...FIXTURE_NOTES, lanes: [], applications: behindMs.map((_, applicationIndex) => ({ applicationIndex, name: `reader-${applicationIndex}` })) })
    painter.paint(0)
    const labels = log.calls.filter((call) => call.name === 'fillText' && String(call.values[0]).startsWith('reader-')).map(({ values: [text, x, y] }) => ({ x: Number(x), y: Number(y), width: String(text).length * 7 }))
    expect(labels.length).toBeGreaterThanOrEqual(behindMs.length)
    for (const [at, one] of labels.entries()) {
      for (const other of labels.slice(at + 1)) {
        const isBeside = Math.abs(one.x - other.x) >= Math.min(one.width, other.width) || Math.abs(one.y - other.y) >= 13
        expect(isBeside, JSON.stringify([one, other])).toBe(true)
      }
    }
  })

  it('draws arrivals on their way while playing, refused ones as outlines, and none for those who asked for less motion', () => {
    const flightsOf = (view: RiverView) => {
      const { log, painter } = newPainter(view)
      painter.showFrame(fixtureFrame(SPLIT_WORLD, { fromMs: 56_000, atMs: 57_000, generation: 1 }))
      painter.paint(0)
      return {
        flying: log.calls.filter((call) => call.name === 'fillRect' && call.values[2] === 3.5).length,
        bouncing: log.calls.filter((call) => call.name === 'closePath').length,
      }
    }
    const playing = flightsOf({ ...FIXTURE_VIEW, playing: true })
    expect(playing.flying).toBeGreaterThan(100)
    expect(playing.flying).toBeLessThanOrEqual(300)
    expect(playing.bouncing).toBeGreaterThan(0)
    expect(flightsOf({ ...FIXTURE_VIEW, playing: true, motion: 'reduced' })).toEqual({ flying: 0, bouncing: 0 })
  })

  it('tells an experiment at a gate and by bolts that bounce, apart from a full shard', () => {
    const { log, painter } = newPainter({ ...FIXTURE_VIEW, playing: true })
    const strokes = () => log.calls.filter(({ name }) => name === 'closePath').length
    const frame = fixtureFrame({ ...SPLIT_WORLD, hotLane: -1 }, { fromMs: 56_000, atMs: 57_000, generation: 1 })
    painter.showFrame(frame)
    painter.paint(0)
    expect([strokes(), log.texts().some((text) => text.startsWith('fault'))]).toEqual([0, false])
    const later = fixtureFrame({ ...SPLIT_WORLD, hotLane: -1 }, { fromMs: 57_000, atMs: 57_400, generation: 1 })
    later.arrivals.outcome.fill(OUTCOME_STRUCK)
    later.lanes.faultPercent[2] = 50
    painter.setNotes({ ...FIXTURE_NOTES, struck: 'put struck' })
    painter.showFrame(later)
    painter.showFrame(fixtureFrame({ ...SPLIT_WORLD, hotLane: -1, ratePerSecond: 1e-6 }, { fromMs: 57_400, atMs: 57_900, generation: 1 }))
    log.clear()
    painter.paint(16)
    expect(strokes()).toBeGreaterThan(10)
    const colours = new Set(log.calls.filter(({ name }) => name === 'fill').map(({ fillStyle }) => fillStyle))
    expect(colours).toContain(LIGHT_RIVER_THEME.struck)
    expect(log.texts()).toContain('put struck')
    painter.showFrame({ ...later, arrivals: { ...later.arrivals, count: 0 }, atMs: 58_000 })
    log.clear()
    painter.paint(16)
    expect(log.texts()).toContain('fault 50%')
  })

  it('says at most 100% of a gate, and apart what it takes for a moment of what it left unused', () => {
    const { log, painter } = newPainter()
    const frame = frameAt(57_000)
    frame.lanes.throttledPerSecond.fill(0)
    frame.lanes.writeRecordsUse.fill(1.12)
    painter.showFrame(frame)
    painter.paint(0)
    const figures = log.texts().filter((text) => /^\+?\d+%/.test(text))
    expect(new Set(figures)).toEqual(new Set(['100%', '+12% burst']))
  })

  it('writes no words of a lane on those of another one, after many splits', () => {
    const range = SPLIT_WORLD.shards[4]!
    const cuts = [50_000, 50_500, 51_000, 54_000, 54_300, 56_600, Number.NaN]
    // One after the other in the same place.
    const after = cuts.slice(1).map((closedAtMs, at) => ({ ...range, openedAtMs: cuts[at]!, closedAtMs, parent: at === 0 ? 4 : 5 + at }))
    const shards = [...SPLIT_WORLD.shards.map((shard) => (shard === range ? { ...shard, closedAtMs: 50_000 } : shard)), ...after]
    const { log, painter } = newPainter()
    painter.showFrame(fixtureFrame({ ...SPLIT_WORLD, shards, hotLane: -1 }, { fromMs: 56_900, atMs: 57_000, generation: 1 }))
    painter.setNotes({ ...FIXTURE_NOTES, lanes: shards.map((_, shardIndex) => ({ shardIndex, applicationIndex: 0, text: `waits for parent, ${shardIndex} records left`, brief: `waits, ${shardIndex} left` })) })
    painter.paint(0)
    const words = log.calls.filter(({ name, values }) => name === 'fillText' && / left| behind|^…\d/.test(String(values[0]))).map(({ values: [text, x, y] }) => ({ text: String(text), x: Number(x), y: Number(y), width: String(text).length * 7 }))
    expect(words.filter(({ text }) => text.endsWith('left')).length).toBeGreaterThan(1)
    for (const [at, one] of words.entries()) {
      if (one.text.endsWith('behind')) continue
      for (const other of words.slice(at + 1)) {
        if (other.text.endsWith('behind')) continue
        const isApart = one.x >= other.x + other.width || other.x >= one.x + one.width || Math.abs(one.y - other.y) >= 13
        expect(isApart, JSON.stringify([one, other])).toBe(true)
      }
    }
  })

  it('asks for the window of a new generation at once, and after a zoom once it rests', () => {
    const { needs, painter } = newPainter()
    painter.showFrame(frameAt(57_000))
    painter.paint(0)
    expect(needs).toHaveLength(1)
    expect(needs[0]!.request).toMatchObject({ toMs: 57_000 })
    expect(needs[0]!.request.fromMs).toBe(0)
    painter.showWindow({ windowNumber: 1, arrivals: fixtureArrivals(SPLIT_WORLD, { fromMs: 0, toMs: 57_000, recordsMax: 10_000 }) })
    painter.setView({ ...FIXTURE_VIEW, ageSpanMs: 20_000 })
    expect(painter.paint(100)).toBe('again')
    expect(needs).toHaveLength(1)
    painter.paint(300)
    expect(needs).toHaveLength(2)
    expect(needs[1]!.request.fromMs).toBeGreaterThan(30_000)
    painter.showFrame(frameAt(3_000, 2))
    painter.paint(310)
    expect(needs).toHaveLength(3)
  })

  it('asks again until its figures are those of the newest frame', () => {
    const { log, painter } = newPainter()
    painter.showFrame(frameAt(57_000))
    painter.showWindow({ windowNumber: 1, arrivals: fixtureArrivals(SPLIT_WORLD, { fromMs: 0, toMs: 57_000, recordsMax: 10_000 }) })
    let wallMs = 0
    while (painter.paint(wallMs) === 'again') wallMs += 16
    const idle = frameAt(57_000)
    idle.lanes.throttledPerSecond.fill(0)
    painter.showFrame(idle)
    expect(painter.paint(wallMs + 16)).toBe('again')
    log.clear()
    expect(painter.paint(wallMs + 300)).toBe('done')
    expect(log.texts()).toContain('100%')
    expect(log.texts()).not.toContain('180 throttled/s')
  })

  it('stays small at 10,000 lanes: no lane draws more than its pixels', () => {
    const { log, painter } = newPainter()
    const world = evenWorld({ laneCount: 10_000, ratePerSecond: 1_000 })
    painter.showFrame(fixtureFrame(world, { fromMs: 59_000, atMs: 60_000, generation: 1 }))
    painter.paint(0)
    expect(log.calls.length).toBeLessThan(FIXTURE_SIZE.height * 16)
    expect(log.texts()).not.toContain('…000')
    expect(log.texts().some((text) => text.startsWith('…003 '))).toBe(true)
  })

  it('names producers by their index, not by their row, and tells a crash and a cut line in words', () => {
    const { log, painter } = newPainter()
    const frame = frameAt(57_000)
    frame.producers.isCrashed[0] = 1
    frame.producers.isPartitioned[2] = 1
    painter.showFrame(frame)
    painter.setNotes({
      ...FIXTURE_NOTES,
      producers: [0, 1, 2, 3].map((row) => ({ producerIndex: frame.producers.producerIndex[3 - row]!, name: `of row ${3 - row}`, detail: 'calm', isRefused: false, requestsInFlight: 0, waitingMax: null })),
    })
    painter.paint(0)
    const yOf = (text: string) => Number(log.calls.find((call) => call.name === 'fillText' && call.values[0] === text)!.values[2])
    expect([0, 1, 2, 3].map((row) => yOf(`of row ${row}`))).toEqual([0, 1, 2, 3].map((row) => yOf(`of row ${row}`)).sort((left, right) => left - right))
    expect(Math.abs(yOf('crashed') - yOf('of row 0'))).toBeLessThan(30)
    expect(log.texts().filter((text) => text === 'cut off')).toHaveLength(2)
    expect(log.texts().filter((text) => text === 'calm')).toHaveLength(2)
  })

  it('packs aggregates on their way, counts them where they are few, and rings the request that is held', () => {
    const drawn = (userRecords: number, held: RiverView['held']) => {
      const { log, painter } = newPainter({ ...FIXTURE_VIEW, playing: true, held })
      const frame = fixtureFrame({ ...SPLIT_WORLD, ratePerSecond: 20, hotLane: -1 }, { fromMs: 56_000, atMs: 57_000, generation: 1 })
      frame.arrivals.userRecords.fill(userRecords)
      painter.showFrame(frame)
      painter.paint(0)
      const name = { producerIndex: frame.arrivals.producerIndex[frame.arrivals.count - 1]!, requestNumber: frame.arrivals.requestNumber[frame.arrivals.count - 1]! }
      return { log, name }
    }
    const plain = drawn(1, null)
    const packed = drawn(37, null)
    expect(plain.log.texts()).not.toContain('37')
    expect(packed.log.texts().filter((text) => text === '37').length).toBeGreaterThan(2)
    const rings = ({ log }: { log: typeof plain.log }) => log.calls.filter((call) => call.name === 'arc' && Number(call.values[0]) < 200).length
    expect(rings(packed)).toBe(0)
    expect(rings(drawn(37, packed.name))).toBeGreaterThan(0)
  })

  it('lets a lost request die on its way, and a lost answer on its way back', () => {
    const crosses = (way: number, shownAfterMs: number) => {
      const { log, painter } = newPainter({ ...FIXTURE_VIEW, playing: true })
      const first = fixtureFrame({ ...SPLIT_WORLD, hotLane: -1, ratePerSecond: 1e-6 }, { fromMs: 56_900, atMs: 57_000, generation: 1 })
      Object.assign(first.arrivals.losses, { count: 1 })
      first.arrivals.losses.atMs[0] = 57_000
      first.arrivals.losses.way[0] = way
      first.arrivals.losses.producerIndex[0] = 3
      painter.showFrame(first)
      painter.paint(0)
      painter.showFrame(fixtureFrame({ ...SPLIT_WORLD, hotLane: -1, ratePerSecond: 1e-6 }, { fromMs: 57_000, atMs: 57_000 + 350 + shownAfterMs, generation: 1 }))
      log.clear()
      painter.paint(0)
      const moves = log.calls.filter((call) => call.name === 'moveTo' && Number(call.values[0]) < 235 && Number(call.values[0]) > 120).map((call) => Number(call.values[0]))
      return moves
    }
    expect(crosses(0, -300)).toEqual([])
    expect(crosses(0, 0).length).toBe(2)
    expect(crosses(1, 100)).toEqual([])
    expect(crosses(1, 300).length).toBe(2)
    expect(crosses(1, 2_000)).toEqual([])
  })

  it('rings twins of frames and windows, forgets them with the past, and says their number', () => {
    const { log, painter } = newPainter()
    const rings = () => {
      log.clear()
      painter.paint(0)
      return log.calls.filter((call) => call.name === 'arc' && call.values[2] === TWIN_RADIUS_PX).length
    }
    const frame = frameAt(57_000)
    frame.arrivals.twins.count = 1
    frame.arrivals.twins.atMs[0] = 56_990
    frame.arrivals.twins.firstAtMs[0] = 50_000
    painter.showFrame(frame)
    expect(rings()).toBe(2)
    const window = fixtureArrivals(SPLIT_WORLD, { fromMs: 0, toMs: 57_000, recordsMax: 10_000 })
    Object.assign(window.twins, frame.arrivals.twins, { count: 2, atMs: Float64Array.of(56_990, 30_000), firstAtMs: Float64Array.of(50_000, Number.NaN) })
    painter.showWindow({ windowNumber: 1, arrivals: window })
    expect(rings()).toBe(3)
    expect(log.calls.filter((call) => call.name === 'quadraticCurveTo')).toHaveLength(1)
    painter.setNotes({ ...FIXTURE_NOTES, duplicates: '2 duplicates stored' })
    expect(rings()).toBe(3)
    expect(log.texts()).toContain('2 duplicates stored')
    painter.showFrame(frameAt(57_000, 2))
    expect(rings()).toBe(0)
  })
})
