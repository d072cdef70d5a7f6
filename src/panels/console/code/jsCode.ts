/** The call for JavaScript, with the AWS SDK v3. */
import { OPERATIONS } from '../../../kinesis/api/operations'
import type { ShapeName } from '../../../kinesis/api/types'
import type { Json } from '../draft'
import { dateOf, isObject, shapeOf } from '../draft'
import type { CodeCall } from './codeText'
import { bracketed, quoted, REGION, takesAnyCredentials, textOfBlob } from './codeText'

export function jsCode({ operation, input, endpointUrl }: CodeCall): string {
  const options = [
    `region: ${quoted(REGION)}`,
    ...(endpointUrl === null ? [] : [`endpoint: ${quoted(endpointUrl)}`]),
    ...(takesAnyCredentials(endpointUrl) ? ['credentials: { accessKeyId: "any", secretAccessKey: "any" }'] : []),
  ]
  const argument = jsValue(OPERATIONS[operation].input, input)
  return [
    `import { KinesisClient, ${operation}Command } from "@aws-sdk/client-kinesis";`,
    '',
    `const client = new KinesisClient(${bracketed({ open: '{', items: options, close: '}' }).replace(/^\{(?=.+\}$)(.*)\}$/, '{ $1 }')});`,
    '',
    `const response = await client.send(new ${operation}Command(${argument}));`,
    ...(operation === 'SubscribeToShard' ? ['for await (const event of response.EventStream) console.log(event);'] : ['console.log(response);']),
    '',
  ].join('\n')
}

function jsValue(name: ShapeName | undefined, value: Json): string {
  const shape = name === undefined ? null : shapeOf(name)
  if (shape?.type === 'blob' && typeof value === 'string') {
    const text = textOfBlob(value)
    return text === null ? `Buffer.from(${quoted(value)}, "base64")` : `new TextEncoder().encode(${quoted(text)})`
  }
  if (shape?.type === 'timestamp') {
    const date = dateOf(value)
    if (date !== null) return `new Date(${quoted(date.toISOString())})`
  }
  if (Array.isArray(value)) return bracketed({ open: '[', items: value.map((item) => jsValue(shape?.member, item)), close: ']' })
  if (!isObject(value)) return JSON.stringify(value)
  const items = Object.entries(value).map(([key, item]) => `${jsKey(key)}: ${jsValue(shape?.members?.[key] ?? shape?.value, item)}`)
  return items.length === 0 ? '{}' : bracketed({ open: '{', items, close: '}' }).replace(/^\{(?=.+\}$)(.*)\}$/, '{ $1 }')
}

/** A bare or quoted `__proto__` would set the prototype instead of a member. */
function jsKey(key: string): string {
  if (key === '__proto__') return '["__proto__"]'
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}
