import { describe, expect, it, vi } from 'vitest'
import { accepted, refused } from '../../kinesis/exceptions'
import { describeCall, logCalls } from './callLog'
import { startService } from './service'

describe('a line for a call', () => {
  it('says what was called, on which stream, and what became of it', () => {
    expect(describeCall({ operation: 'CreateStream', input: { StreamName: 'orders', ShardCount: 1 } }, accepted(null))).toBe('CreateStream orders  ok')
    expect(describeCall({ operation: 'ListStreams', input: {} }, accepted({}))).toBe('ListStreams  ok')
    expect(describeCall({ operation: 'ListStreamConsumers', input: { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders' } }, accepted({}))).toBe('ListStreamConsumers orders  ok')
    expect(describeCall({ operation: 'DeleteStream', input: { StreamName: 'a' } }, refused('ResourceNotFoundException', 'Stream a not found.'))).toBe('DeleteStream a  ResourceNotFoundException: Stream a not found.')
  })

  it('lets nothing through that a terminal would obey', () => {
    const line = describeCall({ operation: 'DeleteStream', input: { StreamName: 'a\n\u001b[31mred\u202e\u2028' } }, refused('ResourceNotFoundException', 'x'.repeat(1_000)))
    expect(line).toMatch(/^DeleteStream a��\[31mred��  ResourceNotFoundException: x+…$/)
    expect(line.length).toBeLessThan(310)
  })
})

it('records are summed up, the rest is told call by call', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const service = await startService({ clock: 'manual' })
  const said: string[] = []
  const stop = logCalls(service.running, (line) => said.push(line))
  const { call } = service.running
  call({ operation: 'CreateStream', input: { StreamName: 'orders', ShardCount: 1 } })
  await service.advance(60_000)
  const records = (count: number) => Array.from({ length: count }, () => ({ PartitionKey: 'a', Data: new Uint8Array(1) }))
  for (let batch = 0; batch < 3; batch++) call({ operation: 'PutRecords', input: { StreamName: 'orders', Records: records(500) } })
  call({ operation: 'PutRecord', input: { StreamName: 'none', PartitionKey: 'a', Data: new Uint8Array(1) } })
  call({ operation: 'GetShardIterator', input: { StreamName: 'orders', ShardId: '0', ShardIteratorType: 'LATEST' } })
  expect(said).toEqual(['CreateStream orders  ok'])
  vi.advanceTimersByTime(5_000)
  expect(said.slice(1)).toEqual(['PutRecords 3 calls, 1,000 records, 500 records refused; PutRecord 1 call, 0 records, 1 call refused; GetShardIterator 1 call'])
  vi.advanceTimersByTime(60_000)
  stop()
  expect(said).toHaveLength(2)
  vi.useRealTimers()
  await service.close()
})
