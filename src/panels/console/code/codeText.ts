/** What the languages share: quoted text, indented lists, and the names that botocore makes of the API's. */
import { base64ToBytes } from '../../../base/base64'
import type { OperationName } from '../../../kinesis/api/types'
import type { Json, JsonObject } from '../draft'
import { textOfBytes } from '../draftBytes'

export interface CodeCall {
  operation: OperationName
  input: JsonObject
  /** Null = the service itself. */
  endpointUrl: string | null
}

export const REGION = 'us-east-1'

/** An endpoint of one's own asks for a signature, not whose: who has no AWS account has no credentials configured. */
export function takesAnyCredentials(endpointUrl: string | null): endpointUrl is string {
  return endpointUrl !== null && !endpointUrl.includes('.amazonaws.com')
}

/**
 * JSON's own quoting is a string literal of JavaScript, Python and Java alike: it escapes quotes, backslashes and line
 * ends (here those of Unicode too), and where a value says `\u` itself there are two backslashes, which Java does not read as an escape.
 */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Items one a line where they do not fit on one. */
export function bracketed({ open, items, close }: { open: string; items: readonly string[]; close: string }): string {
  if (items.length === 0) return open + close
  const line = `${open}${items.join(', ')}${close}`
  if (line.length <= 60 && !line.includes('\n')) return line
  return `${open}\n${items.map((item) => `${indented(item)},\n`).join('')}${close}`
}

export function indented(text: string): string {
  return text.replaceAll(/(?<=^|\n)(?=[^\n])/g, '    ')
}

/** As botocore writes a member in snake case: `MaxRecordSizeInKiB` → `max_record_size_in_ki_b`. */
export function snakeCase(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** @returns the text that a blob holds; null where it is not text, or no base64 at all. */
export function textOfBlob(value: Json): string | null {
  const bytes = typeof value === 'string' ? base64ToBytes(value) : null
  return bytes === null ? null : textOfBytes(bytes)
}
