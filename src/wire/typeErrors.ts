/** What AWS says of a member of the wrong type. Source: recorded on AWS by kinesalite (test/helpers.js, assertType). */

export const LIST_NOT_EXPECTED = 'Start of list found where not expected'
export const STRUCTURE_NOT_EXPECTED = 'Start of structure or map found where not expected.'

/** @param target with its article, as AWS writes it: `an String`, `a Blob`, `milliseconds since epoch`. */
export function misfit(value: unknown, target: string): string {
  if (Array.isArray(value)) return LIST_NOT_EXPECTED
  switch (typeof value) {
    case 'boolean':
      return `class java.lang.Boolean can not be converted to ${target}`
    case 'number':
    case 'bigint':
      return `class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to ${target}`
    case 'string':
      return `class java.lang.String can not be converted to ${target}`
    default:
      // Only CBOR has bytes of its own; their text is ours.
      return value instanceof Uint8Array ? `class java.nio.HeapByteBuffer can not be converted to ${target}` : STRUCTURE_NOT_EXPECTED
  }
}

/** @param kind what stands before "or null": AWS expects nothing else of a structure. */
export function notNested(value: unknown, kind: 'list' | 'map' | 'structure'): string {
  if (Array.isArray(value)) return LIST_NOT_EXPECTED
  if (typeof value === 'object' && !(value instanceof Uint8Array)) return STRUCTURE_NOT_EXPECTED
  return kind === 'structure' ? 'Expected null' : `Expected ${kind} or null`
}

/** Of text that did not decode. The misspelt "dectected" is AWS's. */
export function notBase64(text: string): string {
  const complaint = `'${text}' can not be converted to a Blob: `
  if (text.length % 4 !== 0) return `${complaint}Base64 encoded length is expected a multiple of 4 bytes but found: ${text.length}`
  const stray = /[^a-zA-Z0-9+/=]|=[^=]/.exec(text)
  if (stray !== null) return `${complaint}Invalid Base64 character: '${stray[0][0] ?? ''}'`
  return `${complaint}Invalid last non-pad Base64 character dectected`
}
