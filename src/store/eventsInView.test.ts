import { expect, it } from 'vitest'
import type { SimEvent } from '../engine/events'
import type { Summary } from '../engine/summary'
import { eventsInView } from './eventsInView'

const watching = (streamName: string, applications: string[] = []) => ({ stream: { streamName }, applications: applications.map((name) => ({ name })) }) as Summary
const expired = (streamName: string): SimEvent => ({ at: 1, kind: 'ShardExpired', shardId: 'shardId-000000000000', streamName })
const deleted: SimEvent = { at: 2, kind: 'StreamDeleted', streamName: 'b' }
const crashed: SimEvent = { at: 3, kind: 'WorkerCrashed', application: 'reader', workerId: 'w-1' }
const called: SimEvent = { at: 4, kind: 'CallAccepted', operation: 'CreateStream', input: { StreamName: 'b' }, output: null }
const all = [expired('a'), expired('b'), deleted, crashed, called]

it('shows what belongs to the stream that is watched, every call, and that a stream is gone', () => {
  expect(eventsInView()(all, watching('a'))).toEqual([expired('a'), deleted, called])
  expect(eventsInView()(all, watching('b', ['reader']))).toEqual([expired('b'), deleted, crashed, called])
  expect(eventsInView()(all, watching(''))).toEqual([deleted, called])
})

it('gives the same list until events or stream change, and all of them where nothing is left out', () => {
  const inView = eventsInView()
  const shown = inView(all, watching('a'))
  expect(inView(all, watching('a'))).toBe(shown)
  expect(inView(all, watching('b'))).not.toBe(shown)
  expect(inView([...all], watching('a'))).not.toBe(shown)
  const own = [expired('a')]
  expect(inView(own, watching('a'))).toBe(own)
  expect(inView(all, null)).toBe(all)
})
