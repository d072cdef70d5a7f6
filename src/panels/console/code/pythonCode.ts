/** The call for Python, with boto3. */
import { OPERATIONS } from '../../../kinesis/api/operations'
import type { ShapeName } from '../../../kinesis/api/types'
import type { Json } from '../draft'
import { dateOf, isObject, shapeOf } from '../draft'
import type { CodeCall } from './codeText'
import { bracketed, quoted, REGION, snakeCase, takesAnyCredentials, textOfBlob } from './codeText'

export function pythonCode({ operation, input, endpointUrl }: CodeCall): string {
  const shape = shapeOf(OPERATIONS[operation].input)
  const items = Object.entries(input).map(([member, value]) => ({ member, text: pythonValue(shape.members?.[member], value) }))
  // A name that is none in Python can still be given, by a dictionary.
  const parameters = items.map(({ member, text }) => (/^[A-Za-z_]\w*$/.test(member) ? `${member}=${text}` : `**{${quoted(member)}: ${text}}`))
  const call = bracketed({ open: `kinesis.${snakeCase(operation)}(`, items: parameters, close: ')' })
  const imports = [call.includes('base64.b64decode(') ? 'import base64' : null, call.includes('datetime.fromisoformat(') ? 'from datetime import datetime' : null]
  const client = [
    quoted('kinesis'),
    `region_name=${quoted(REGION)}`,
    ...(endpointUrl === null ? [] : [`endpoint_url=${quoted(endpointUrl)}`]),
    ...(takesAnyCredentials(endpointUrl) ? ['aws_access_key_id="any"', 'aws_secret_access_key="any"'] : []),
  ]
  return [
    ...imports.filter((line) => line !== null),
    ...(imports.some((line) => line !== null) ? [''] : []),
    'import boto3',
    '',
    `kinesis = ${bracketed({ open: 'boto3.client(', items: client, close: ')' })}`,
    '',
    `response = ${call}`,
    ...(operation === 'SubscribeToShard' ? ['for event in response["EventStream"]:', '    print(event)'] : ['print(response)']),
    '',
  ].join('\n')
}

function pythonValue(name: ShapeName | undefined, value: Json): string {
  const shape = name === undefined ? null : shapeOf(name)
  if (shape?.type === 'blob' && typeof value === 'string') {
    const text = textOfBlob(value)
    if (text === null) return `base64.b64decode(${quoted(value)})`
    return isAscii(text) ? `b${quoted(text)}` : `${quoted(text)}.encode("utf-8")`
  }
  if (shape?.type === 'timestamp') {
    const date = dateOf(value)
    if (date !== null) return `datetime.fromisoformat(${quoted(date.toISOString().replace('Z', '+00:00'))})`
  }
  if (Array.isArray(value)) return bracketed({ open: '[', items: value.map((item) => pythonValue(shape?.member, item)), close: ']' })
  if (isObject(value)) {
    const items = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonValue(shape?.members?.[key] ?? shape?.value, item)}`)
    return bracketed({ open: '{', items, close: '}' })
  }
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return JSON.stringify(value)
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e\t\n]*$/.test(text)
}
