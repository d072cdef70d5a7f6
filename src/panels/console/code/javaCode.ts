/** The call for Java, with the builders of the AWS SDK v2. */
import { OPERATIONS } from '../../../kinesis/api/operations'
import type { ShapeName } from '../../../kinesis/api/types'
import type { Json, JsonObject } from '../draft'
import { dateOf, isObject, shapeOf } from '../draft'
import type { CodeCall } from './codeText'
import { bracketed, indented, lowerFirst, quoted, takesAnyCredentials, textOfBlob } from './codeText'

/** What `Map.of` takes. */
const MAP_OF_ENTRIES_MAX = 10

export function javaCode({ operation, input, endpointUrl }: CodeCall): string {
  const subscribes = operation === 'SubscribeToShard'
  const client = subscribes ? 'KinesisAsyncClient' : 'KinesisClient'
  const request = `${operation}Request.builder()${setters(OPERATIONS[operation].input, input)}\n    .build()`
  const body = [
    `${client} kinesis = ${client}.builder()`,
    '    .region(Region.US_EAST_1)',
    ...(endpointUrl === null ? [] : [`    .endpointOverride(URI.create(${quoted(endpointUrl)}))`]),
    ...(takesAnyCredentials(endpointUrl) ? ['    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))'] : []),
    '    .build();',
    '',
    ...(subscribes ? subscription(request) : [`${operation}Response response = kinesis.${lowerFirst(operation)}(${request});`, 'System.out.println(response);']),
    '',
  ].join('\n')
  return [...importsOf(body, client), '', body].join('\n')
}

function subscription(request: string): string[] {
  return [
    'SubscribeToShardResponseHandler handler = SubscribeToShardResponseHandler.builder()',
    '    .onError(error -> System.err.println(error))',
    '    .subscriber(event -> System.out.println(event))',
    '    .build();',
    `kinesis.subscribeToShard(${request}, handler).join();`,
  ]
}

function importsOf(body: string, client: string): string[] {
  const used: [string, boolean][] = [
    ['java.net.URI', body.includes('URI.create(')],
    ['java.time.Instant', body.includes('Instant.parse(')],
    ['java.util.Base64', body.includes('Base64.getDecoder(')],
    ['java.util.Map', /\bMap\.(of|ofEntries|entry)\(/.test(body)],
    ['software.amazon.awssdk.auth.credentials.AwsBasicCredentials', body.includes('AwsBasicCredentials.')],
    ['software.amazon.awssdk.auth.credentials.StaticCredentialsProvider', body.includes('StaticCredentialsProvider.')],
    ['software.amazon.awssdk.core.SdkBytes', body.includes('SdkBytes.')],
    ['software.amazon.awssdk.regions.Region', true],
    [`software.amazon.awssdk.services.kinesis.${client}`, true],
    ['software.amazon.awssdk.services.kinesis.model.*', true],
  ]
  return used.filter(([, isUsed]) => isUsed).map(([name]) => `import ${name};`)
}

function setters(name: ShapeName, value: JsonObject): string {
  const { members = {} } = shapeOf(name)
  return Object.entries(value)
    .map(([member, held]) => `\n${indented(setter(member, members[member], held))}`)
    .join('')
}

function setter(member: string, name: ShapeName | undefined, value: Json): string {
  const shape = name === undefined ? null : shapeOf(name)
  const method = lowerFirst(member)
  if (!Array.isArray(value)) return `.${method}(${javaValue(name, value)})`
  const isOfEnum = shape?.member !== undefined && shapeOf(shape.member).enum !== undefined
  const items = value.map((item) => (isOfEnum ? javaLiteral(item) : javaValue(shape?.member, item)))
  return bracketed({ open: `.${method}${isOfEnum ? 'WithStrings' : ''}(`, items, close: ')' }).replace(/,\n\)$/, '\n)')
}

function javaValue(name: ShapeName | undefined, value: Json): string {
  const shape = name === undefined ? null : shapeOf(name)
  if (name === undefined || shape === null) return javaLiteral(value)
  if (shape.type === 'blob' && typeof value === 'string') {
    const text = textOfBlob(value)
    return text === null ? `SdkBytes.fromByteArray(Base64.getDecoder().decode(${quoted(value)}))` : `SdkBytes.fromUtf8String(${quoted(text)})`
  }
  if (shape.type === 'timestamp') {
    const date = dateOf(value)
    if (date !== null) return `Instant.parse(${quoted(date.toISOString())})`
  }
  if (typeof value === 'string' && shape.enum?.includes(value) === true) return `${name}.${value}`
  if (!isObject(value)) return javaLiteral(value)
  if (shape.type === 'map') return javaMap(value)
  return `${name}.builder()${setters(name, value)}\n    .build()`
}

function javaMap(value: JsonObject): string {
  const entries = Object.entries(value)
  if (entries.length <= MAP_OF_ENTRIES_MAX) return bracketed({ open: 'Map.of(', items: entries.map(([key, item]) => `${quoted(key)}, ${javaLiteral(item)}`), close: ')' }).replace(/,\n\)$/, '\n)')
  return bracketed({ open: 'Map.ofEntries(', items: entries.map(([key, item]) => `Map.entry(${quoted(key)}, ${javaLiteral(item)})`), close: ')' }).replace(/,\n\)$/, '\n)')
}

function javaLiteral(value: Json): string {
  return typeof value === 'string' ? quoted(value) : typeof value === 'object' && value !== null ? quoted(JSON.stringify(value)) : String(value)
}
