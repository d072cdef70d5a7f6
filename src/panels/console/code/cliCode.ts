/**
 * The call for a POSIX shell, as AWS CLI v2 takes it. Every value is quoted for the shell, and what the CLI itself would
 * read as something else (a file to load, an option, shorthand) goes in one JSON document.
 */
import { OPERATIONS } from '../../../kinesis/api/operations'
import type { ShapeName } from '../../../kinesis/api/types'
import type { Json, JsonObject } from '../draft'
import { dateOf, isObject, shapeOf } from '../draft'
import type { CodeCall } from './codeText'
import { REGION, snakeCase, takesAnyCredentials, textOfBlob } from './codeText'

const NO_SUBSCRIBE = '# AWS CLI v2 has no subscribe-to-shard: use an SDK.'

export function cliCode({ operation, input, endpointUrl }: CodeCall): string {
  if (operation === 'SubscribeToShard') return NO_SUBSCRIBE
  const shapeName = OPERATIONS[operation].input
  const blobs = blobsIn(shapeName, input)
  const areTexts = blobs.length > 0 && blobs.every((blob) => textOfBlob(blob) !== null)
  const said = cliValue(shapeName, input, areTexts) as JsonObject
  const credentials = takesAnyCredentials(endpointUrl) ? 'AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any ' : ''
  const words = [`${credentials}aws kinesis ${kebabCase(operation)}`]
  if (Object.values(said).some(needsDocument)) words.push(`--cli-input-json ${shellQuoted(JSON.stringify(said))}`)
  else for (const [member, value] of Object.entries(said)) words.push(option(member, value))
  if (blobs.length > 0) words.push(`--cli-binary-format ${areTexts ? 'raw-in-base64-out' : 'base64'}`)
  // Who has no AWS account has no Region configured either.
  if (endpointUrl !== null) words.push(`--endpoint-url ${shellQuoted(endpointUrl)}`, `--region ${REGION}`)
  return words.join(' \\\n  ')
}

function option(member: string, value: Json): string {
  const name = `--${kebabCase(member)}`
  if (typeof value === 'boolean') return value ? name : `--no-${name.slice(2)}`
  if (typeof value !== 'object') return `${name} ${shellQuoted(String(value))}`
  return `${name} ${shellQuoted(JSON.stringify(value))}`
}

/** The CLI loads files named by a value and reads a leading hyphen as an option; no argument of a program holds a NUL. */
function needsDocument(value: Json): boolean {
  if (value === null) return true
  return typeof value === 'string' && (value === '' || value.startsWith('-') || value.includes('\0') || /^fileb?:\/\//i.test(value))
}

/** Within single quotes a shell reads nothing but their end. */
export function shellQuoted(text: string): string {
  if (/^[\w./:=@%+,-]+$/.test(text)) return text
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function kebabCase(name: string): string {
  return snakeCase(name).replaceAll('_', '-')
}

function blobsIn(name: ShapeName | undefined, value: Json): Json[] {
  if (name === undefined) return []
  const shape = shapeOf(name)
  if (shape.type === 'blob') return [value]
  if (Array.isArray(value)) return value.flatMap((item) => blobsIn(shape.member, item))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => blobsIn(shape.members?.[key] ?? shape.value, item))
}

/** Blobs as text where all of them are, instants as ISO 8601. */
function cliValue(name: ShapeName | undefined, value: Json, areTexts: boolean): Json {
  if (name === undefined) return value
  const shape = shapeOf(name)
  if (shape.type === 'blob') return areTexts ? textOfBlob(value) : value
  if (shape.type === 'timestamp') return dateOf(value)?.toISOString() ?? value
  if (Array.isArray(value)) return value.map((item) => cliValue(shape.member, item, areTexts))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cliValue(shape.members?.[key] ?? shape.value, item, areTexts)]))
}
