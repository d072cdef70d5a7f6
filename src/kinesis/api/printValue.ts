/** A refused value as the service's Java prints it. */
import { SHAPES } from './shapes'
import type { Shape, ShapeName } from './types'

/** AWS prints an object's hash code, here that of an entry recorded by kinesalite. */
const STRUCTURE_HASH = 'c965e310'

export function printValue(name: ShapeName, value: unknown): string {
  if (value === null || value === undefined) return 'null'
  const shape: Shape = SHAPES[name]
  switch (shape.type) {
    case 'blob': {
      const { length } = value as Uint8Array
      return `java.nio.HeapByteBuffer[pos=0 lim=${length} cap=${length}]`
    }
    case 'list':
      return `[${(value as readonly unknown[]).map((item) => printPart(shape.member, item)).join(', ')}]`
    case 'map':
      return `{${Object.entries(value)
        .map(([key, item]) => `${key}=${printPart(shape.value, item)}`)
        .join(', ')}}`
    case 'structure':
      return `com.amazonaws.kinesis.v20131202.${name}@${STRUCTURE_HASH}`
    case 'string':
    case 'integer':
    case 'long':
    case 'boolean':
    case 'timestamp':
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

function printPart(name: ShapeName | undefined, value: unknown): string {
  return name === undefined ? '' : printValue(name, value)
}
