/** Random values of the API's shapes, as the engine holds them: what they say is of no matter, only that they pass the wire whole. */
import fc, { type Arbitrary } from 'fast-check'
import { SHAPES } from '../../kinesis/api/shapes'
import type { Shape, ShapeName } from '../../kinesis/api/types'

const TEXT = fc.string({ unit: 'binary', maxLength: 40 })
const INTEGER_MAX = 2_147_483_647
/** The year 9999: beyond it the SDK's dates end long before ours. */
const MS_MAX = 253_402_300_799_000

/** @param keys of maps; `__proto__` is a fair one, but not every client can say it. */
export function shapeValue(name: ShapeName, keys: Arbitrary<string> = TEXT): Arbitrary<unknown> {
  const shape: Shape = SHAPES[name]
  switch (shape.type) {
    case 'string':
      return shape.enum === undefined ? TEXT : fc.constantFrom(...shape.enum)
    case 'integer':
      return fc.integer({ min: -INTEGER_MAX - 1, max: INTEGER_MAX })
    case 'long':
      return fc.maxSafeInteger()
    case 'boolean':
      return fc.boolean()
    case 'timestamp':
      return fc.integer({ min: 0, max: MS_MAX }).map((ms) => ms / 1_000)
    case 'blob':
      return fc.uint8Array({ maxLength: 300 })
    case 'list':
      return fc.array(shape.member === undefined ? TEXT : shapeValue(shape.member, keys), { maxLength: 4 })
    case 'map':
      return fc
        .array(fc.tuple(keys, shape.value === undefined ? TEXT : shapeValue(shape.value, keys)), { maxLength: 4 })
        .map((entries) => Object.fromEntries(entries))
    case 'structure':
      return structureValue(shape, keys)
  }
}

/** Members that are not required come and go. */
function structureValue(shape: Shape, keys: Arbitrary<string>): Arbitrary<unknown> {
  const members = Object.fromEntries(Object.entries(shape.members ?? {}).map(([member, of]) => [member, shapeValue(of, keys)]))
  return fc.record(members, { requiredKeys: [...(shape.required ?? [])], noNullPrototype: true })
}
