/** Reading a typed column whose index is known to be inside. */

type Column = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array | Uint8ClampedArray

export function valueAt(column: Column, index: number): number {
  return column[index] ?? 0
}
