import { NOWHERE } from '../../testing/nowhere'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runUntil } from '../../engine'
import { silentSink } from '../../sink'
import type { World } from '../../state'
import { get, outcomeOf } from '../../testing/caller'
import { quietWorld } from '../../testing/quietWorld'

const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s'
const INVALID = 'InvalidArgumentException: Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.'

function fresh(): World {
  const world = quietWorld({ shardCount: 1 })
  world.account.throttling = false
  return world
}

function numbered(from: number, count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${from + at}`, 'v']))
}

describe('tags of a stream', () => {
  // Recorded on AWS: kinesalite addTagsToStream, removeTagsFromStream, listTagsForStream tests.
  it('are added, overwritten, and removed', () => {
    const world = fresh()
    expect(get(world, 'ListTagsForStream', { StreamName: 's' })).toEqual({ Tags: [], HasMoreTags: false })
    get(world, 'AddTagsToStream', { StreamName: 's', Tags: { a: 'a', 'ü0 _.': 'a', '/=+-@': 'a', b: 'ü0 _./=+-@', c: '' } })
    get(world, 'AddTagsToStream', { StreamARN: ARN, Tags: { a: 'b' } })
    expect(get(world, 'ListTagsForStream', { StreamName: 's' }).Tags).toEqual([
      { Key: '/=+-@', Value: 'a' },
      { Key: 'a', Value: 'b' },
      { Key: 'b', Value: 'ü0 _./=+-@' },
      { Key: 'c', Value: '' },
      { Key: 'ü0 _.', Value: 'a' },
    ])
    get(world, 'RemoveTagsFromStream', { StreamName: 's', TagKeys: ['ü0 _.', '/=+-@', 'never there', 'a', 'a'] })
    expect(get(world, 'ListTagsForResource', { ResourceARN: ARN })).toEqual({ Tags: [{ Key: 'b', Value: 'ü0 _./=+-@' }, { Key: 'c', Value: '' }] })
  })

  it('are listed in the order of their code units, by pages', () => {
    const world = fresh()
    get(world, 'AddTagsToStream', { StreamName: 's', Tags: { a: 'b', ' ': 'a', ÿ: 'a', _: 'a', '/': 'a', '=': 'a', '+': 'a', Zb: 'z', 0: 'a', '@': 'a' } })
    const keys = (ExclusiveStartTagKey?: string, Limit?: number) => {
      const page = get(world, 'ListTagsForStream', { StreamName: 's', ...(ExclusiveStartTagKey === undefined ? {} : { ExclusiveStartTagKey }), ...(Limit === undefined ? {} : { Limit }) })
      return `${page.Tags.map(({ Key }) => Key).join('')}${page.HasMoreTags ? '…' : ''}`
    }
    expect(keys()).toBe(' +/0=@Zb_aÿ')
    expect(keys('@', 2)).toBe('Zb_…')
    expect(keys('@', 4)).toBe('Zb_aÿ')
    expect(keys('$Z%*(*&@,,.,,ZAC')).toBe('+/0=@Zb_aÿ')
    expect(keys('Za$Z%*(*&@,,.,,')).toBe('Zb_aÿ')
    expect(keys('ÿ', 1)).toBe('')
  })

  it.each(['abc;def', 'abc\tdef', 'abc\ndef', 'abc,def', 'a:b', 'a💥', '\ud800'])('do not hold %j', (text) => {
    const world = fresh()
    expect(outcomeOf(world, 'AddTagsToStream', { StreamName: 's', Tags: { [text]: '1' } })).toBe(INVALID)
    expect(outcomeOf(world, 'AddTagsToStream', { StreamName: 's', Tags: { good: 'good', a: text } })).toBe(INVALID)
    expect(outcomeOf(world, 'RemoveTagsFromStream', { StreamName: 's', TagKeys: [text] })).toBe(INVALID)
    expect(outcomeOf(world, 'TagResource', { ResourceARN: ARN, Tags: { [text]: '1' } })).toBe(INVALID)
    expect(outcomeOf(world, 'UntagResource', { ResourceARN: ARN, TagKeys: [text] })).toBe(INVALID)
    expect(outcomeOf(world, 'CreateStream', { StreamName: 'new', ShardCount: 1, Tags: { [text]: '1' } })).toBe(INVALID)
    expect(world.streams.map(({ tags }) => tags.size)).toEqual([0])
  })

  it('do not hold a percent sign, in a sentence of its own', () => {
    const world = fresh()
    const tail = "because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'."
    expect(outcomeOf(world, 'AddTagsToStream', { StreamName: 's', Tags: { a: 'abc%def' } })).toBe(`InvalidArgumentException: Failed to add tags to stream s under account 123456789012 ${tail}`)
    expect(outcomeOf(world, 'RemoveTagsFromStream', { StreamName: 's', TagKeys: ['abc%def'] })).toBe(`InvalidArgumentException: Failed to remove tags from stream s under account 123456789012 ${tail}`)
  })

  it('look for the stream first', () => {
    const missing = 'ResourceNotFoundException: Stream gone under account 123456789012 not found.'
    const world = fresh()
    expect(outcomeOf(world, 'AddTagsToStream', { StreamName: 'gone', Tags: { ';': ';' } })).toBe(missing)
    expect(outcomeOf(world, 'RemoveTagsFromStream', { StreamName: 'gone', TagKeys: [';'] })).toBe(missing)
    expect(outcomeOf(world, 'ListTagsForStream', { StreamName: 'gone', ExclusiveStartTagKey: 'a', Limit: 1 })).toBe(missing)
    expect(outcomeOf(world, 'TagResource', { ResourceARN: ARN.replace(/s$/, 'gone'), Tags: { a: 'b' } })).toBe(missing)
  })

  it('are 50 at most, and all or none of a call', () => {
    const world = fresh()
    get(world, 'AddTagsToStream', { StreamName: 's', Tags: numbered(0, 49) })
    expect(outcomeOf(world, 'AddTagsToStream', { StreamName: 's', Tags: { ...numbered(47, 2), ...numbered(100, 2) } })).toBe(
      'InvalidArgumentException: Failed to add tags to stream s under account 123456789012 because a given stream cannot have more than 10 tags associated with it.',
    )
    expect(world.streams[0]!.tags.size).toBe(49)
    get(world, 'AddTagsToStream', { StreamName: 's', Tags: { ...numbered(0, 49), last: 'new' } })
    expect(outcomeOf(world, 'TagResource', { ResourceARN: ARN, Tags: { one: 'more' } })).toMatch(/^InvalidArgumentException/)
    get(world, 'TagResource', { ResourceARN: ARN, Tags: { last: 'again' } })
    expect(world.streams[0]!.tags.get('last')).toBe('again')
    expect(outcomeOf(world, 'CreateStream', { StreamName: 'many', ShardCount: 1, Tags: numbered(0, 51) })).toMatch(/^InvalidArgumentException/)
    get(world, 'CreateStream', { StreamName: 'many', ShardCount: 1, Tags: numbered(0, 50) })
    expect(get(world, 'ListTagsForStream', { StreamName: 'many' }).Tags).toHaveLength(50)
  })

  it('may have the names of what every object has', () => {
    const world = fresh()
    get(world, 'AddTagsToStream', { StreamName: 's', Tags: JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c"}') as Record<string, string> })
    expect(get(world, 'ListTagsForStream', { StreamName: 's' }).Tags.map(({ Key }) => Key)).toEqual(['__proto__', 'constructor', 'toString'])
    get(world, 'UntagResource', { ResourceARN: ARN, TagKeys: ['__proto__', 'hasOwnProperty'] })
    expect(world.streams[0]!.tags.size).toBe(2)
  })

  it('behave as a map does, by either way in', () => {
    const key = fc.constantFrom('a', 'b', 'Zb', ' ', 'ü')
    const step = fc.oneof(
      fc.record({ add: fc.dictionary(key, fc.constantFrom('', 'x', '=/'), { minKeys: 1 }), byResource: fc.boolean() }),
      fc.record({ remove: fc.array(key, { minLength: 1, maxLength: 4 }), byResource: fc.boolean() }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const world = fresh()
        const model = new Map<string, string>()
        for (const act of steps) {
          if ('add' in act) {
            for (const [name, value] of Object.entries(act.add)) model.set(name, value)
            const Tags = Object.fromEntries(Object.entries(act.add))
            if (act.byResource) get(world, 'TagResource', { ResourceARN: ARN, Tags })
            else get(world, 'AddTagsToStream', { StreamName: 's', Tags })
          } else {
            for (const name of act.remove) model.delete(name)
            if (act.byResource) get(world, 'UntagResource', { ResourceARN: ARN, TagKeys: act.remove })
            else get(world, 'RemoveTagsFromStream', { StreamName: 's', TagKeys: act.remove })
          }
          const expected = Array.from(model, ([Key, Value]) => ({ Key, Value })).sort((left, right) => (left.Key < right.Key ? -1 : 1))
          expect(get(world, 'ListTagsForResource', { ResourceARN: ARN }).Tags).toEqual(expected)
        }
      }),
      { numRuns: 80 },
    )
  })
})

describe('tags of a consumer', () => {
  it('are its own, and go with it', () => {
    const world = fresh()
    const arnOf = () => get(world, 'RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'c', Tags: { from: 'birth' } }).Consumer.ConsumerARN
    const first = arnOf()
    get(world, 'TagResource', { ResourceARN: first, Tags: { a: 'b' } })
    expect(get(world, 'ListTagsForResource', { ResourceARN: first }).Tags).toEqual([{ Key: 'a', Value: 'b' }, { Key: 'from', Value: 'birth' }])
    expect(get(world, 'ListTagsForStream', { StreamName: 's' }).Tags).toEqual([])
    get(world, 'UntagResource', { ResourceARN: first, TagKeys: ['a'] })
    expect(get(world, 'ListTagsForResource', { ResourceARN: first }).Tags).toHaveLength(1)
    get(world, 'DeregisterStreamConsumer', { ConsumerARN: first })
    runUntil(world, NOWHERE, world.nowUs + 60_000_000, silentSink)
    const second = arnOf()
    expect(second).not.toBe(first)
    expect(outcomeOf(world, 'ListTagsForResource', { ResourceARN: first })).toMatch(/^ResourceNotFoundException/)
    expect(get(world, 'ListTagsForResource', { ResourceARN: second }).Tags).toHaveLength(1)
  })
})
