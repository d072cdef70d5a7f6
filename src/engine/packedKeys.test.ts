import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HASH_KEY_MAX } from '../kinesis/hashKey'
import { createKeys, forgetNamed, nameKey, type Keys } from './keySpace'
import { packKeys, unpackKeys } from './packedKeys'
import { restoreWorld, saveWorld } from './snapshot'
import { get } from './testing/caller'
import { quietWorld } from './testing/quietWorld'

type Named = [partitionKey: string, explicitHashKey: bigint | null]

/** Any code units, lone surrogates too; none where the stream distributes by itself. */
const named: fc.Arbitrary<Named> = fc.tuple(
  fc.oneof(fc.string({ maxLength: 5 }), fc.string({ unit: 'binary', maxLength: 5 }), fc.constantFrom('', '\ud800', '\xff', 'ä', '日本', '__proto__')),
  fc.option(fc.bigInt(0n, HASH_KEY_MAX)),
)

function keysOf(names: readonly Named[]): Keys {
  const keys = createKeys()
  for (const [partitionKey, explicitHashKey] of names) nameKey(keys, partitionKey, explicitHashKey)
  return keys
}

describe('packed keys', () => {
  it('are the same keys again, and give the same ids to the next ones', () => {
    fc.assert(
      fc.property(fc.array(named), fc.array(fc.boolean()), fc.array(named), (before, used, after) => {
        const keys = keysOf(before)
        forgetNamed(keys, Uint8Array.from({ length: keys.namedEntries.length }, (_, at) => (used[at] === true ? 1 : 0)))
        const again = unpackKeys(packKeys(keys))
        expect(again).toEqual(keys)
        const idsFrom = (from: Keys) => after.map(([partitionKey, explicitHashKey]) => nameKey(from, partitionKey, explicitHashKey))
        expect(idsFrom(again)).toEqual(idsFrom(keys))
      }),
    )
  })

  it('take little more than their characters in a saved world', () => {
    const saved = (keyOf: (at: number) => string) => {
      const world = quietWorld({ shardCount: 1 })
      world.account.throttling = false
      for (let from = 0; from < 5_000; from += 500) {
        get(world, 'PutRecords', { StreamName: 's', Records: Array.from({ length: 500 }, (_, at) => ({ PartitionKey: keyOf(from + at), Data: new Uint8Array() })) })
      }
      return saveWorld(world)
    }
    const uuid = (at: number) => `c1f7f4b0-0000-4000-8000-${String(at).padStart(12, '0')}`
    const bytes = saved(uuid)
    expect(bytes.byteLength - saved(() => uuid(0)).byteLength).toBeLessThan(5_000 * (36 + 4 + 1))
    expect(Buffer.from(saveWorld(restoreWorld(bytes))).equals(Buffer.from(bytes))).toBe(true)
  })
})
