/** What sets the two sources of Flink apart, against facts I and the code of the connector; and whose results are in the other stream. */
import { expect, it } from 'vitest'
import { frameOf } from '../../engine/frameOf'
import { createArrivalColumns } from '../../engine/arrivalsSeen'
import { findStream } from '../../engine/naming'
import { producerIdOf, sourceIndexOf } from '../../engine/recordId'
import { forEachRecord } from '../../engine/shardLog'
import { summaryOf } from '../../engine/summaryOf'
import { openStory } from '../../hosts/testing/storyRun'

it('one waits for the parent, the other breaks the order of keys; both write counts under their own names', async () => {
  const story = await openStory('two-flink-sources')
  story.goTo(75)
  expect(story.consumer('flink', 'streams-source').waiting).toHaveLength(2)
  expect(story.consumer('flink', 'kinesis-consumer').waiting).toEqual([])
  const reading = (name: string) => story.consumer('flink', name).subtasks.flatMap(({ shards }) => shards).length
  expect([reading('streams-source'), reading('kinesis-consumer')]).toEqual([1, 3])

  story.goTo(180)
  const [fresh, old] = ['streams-source', 'kinesis-consumer'].map((name) => story.consumer('flink', name))
  expect([fresh!.source, old!.source]).toMatchObject([
    { childrenWaitForParents: true, assignsBy: 'hashKeyRange', listers: 1, isDeprecated: false },
    { childrenWaitForParents: false, assignsBy: 'hashCode', listers: 2, isDeprecated: true },
  ])
  story.expectBroken('streams-source')
  const { checks } = story.application('kinesis-consumer')
  expect(checks.parentsFirst.records).toBeGreaterThan(1_000)
  expect(checks).toMatchObject({ atLeastOnce: { records: 0 }, nothingExpired: { records: 0 } })

  // Both stand among those who put into the stream of counts, and each result is told by its job.
  const counts = findStream(story.world, 'counts')!
  const { producers } = frameOf(story.world, counts, 1, createArrivalColumns(0, 0))
  const { writers } = summaryOf(story.world, counts)
  expect(writers.map(({ name, writesTo, readsFrom, state }) => [name, writesTo, readsFrom, state])).toEqual([
    ['streams-source', 'counts', 'clicks', 'RUNNING'],
    ['kinesis-consumer', 'counts', 'clicks', 'RUNNING'],
  ])
  expect(Array.from(producers.producerIndex)).toEqual(writers.map(({ producerIndex }) => producerIndex))
  const written = new Map<string, number>()
  for (const { log } of counts.shards) {
    forEachRecord(log, 1, log.nextOrdinal, ({ recordId }, at) => {
      const id = producerIdOf(sourceIndexOf(recordId[at]!))
      written.set(id, (written.get(id) ?? 0) + 1)
    })
  }
  expect(written).toEqual(new Map(writers.map(({ producerId, resultsWritten }) => [producerId, resultsWritten])))
  expect(Math.min(...written.values())).toBeGreaterThan(300)
})
