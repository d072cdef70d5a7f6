/**
 * Every mixture of method, content type, target, body and signature, held to what AWS answered: the outcomes are those that
 * kinesalite recorded (test/connection.js). Where its table of 2014 and its later tests differ, the later ones count.
 */
import { describe, expect, it } from 'vitest'
import type { Headers, WireRequest } from './httpMessage'
import { readCall } from './readCall'
import { bytesOf, contentOf, IDENTITY, SIGNED } from './testing/requests'

const JSON_TYPE = 'application/x-amz-json-1.1'
const CBOR_TYPE = 'application/x-amz-cbor-1.1'
const LIST_STREAMS = 'Kinesis_20131202.ListStreams'
const DENIED = '<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n'
const NO_TOKEN = '<MissingAuthenticationTokenException>\n  <Message>Missing Authentication Token</Message>\n</MissingAuthenticationTokenException>\n'
const BOTH = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
const QUERY = `${['Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date'].map((name) => `AWS query-string parameters must include 'X-Amz-${name}'. `).join('')}Re-examine the query-string parameters.`
const HEADER = `${['Credential', 'Signature', 'SignedHeaders'].map((name) => `Authorization header requires '${name}' parameter. `).join('')}Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=`

interface Given {
  method?: string
  path?: string
  type?: string
  target?: string
  body?: string
  auth?: Headers
}

function send({ method = 'POST', path = '/', type, target, body = '', auth = SIGNED }: Given) {
  const headers = { ...auth, ...(type === undefined ? {} : { 'content-type': type }), ...(target === undefined ? {} : { 'x-amz-target': target }) }
  const request: WireRequest = { method, path, headers, body: bytesOf(body) }
  const read = readCall(request, IDENTITY)
  if (read.ok) return read.call
  const { status, headers: sent } = read.response
  expect(sent['x-amzn-requestid']).toBe(IDENTITY.requestId)
  expect(sent['x-amz-id-2']).toBe(IDENTITY.extendedId)
  expect(sent['date']).toBe('Sun, 22 Nov 2026 12:00:00 GMT')
  return [status, sent['content-type'] ?? null, contentOf(read.response)]
}

describe('requests that are no calls', () => {
  const unknownCbor = [400, CBOR_TYPE, { __type: 'UnknownOperationException' }]
  const unknownJson = [400, JSON_TYPE, { __type: 'UnknownOperationException' }]
  const badJson = [400, JSON_TYPE, { __type: 'SerializationException' }]
  const deprecated = (status: number, type: string) => [status, 'application/json', { Output: { __type: `com.amazon.coral.service#${type}` }, Version: '1.0' }]
  const refusal = (type: string, message: string) => [400, JSON_TYPE, { __type: type, message }]
  const xml = (type: string, message: string) => [403, null, `<${type}>\n  <Message>${message}</Message>\n</${type}>\n`]
  const listing = { type: JSON_TYPE, target: LIST_STREAMS, body: '{}' }

  it.each<[string, Given, unknown]>([
    ['POST without anything', { auth: {} }, unknownCbor],
    ['POST without a body', {}, unknownCbor],
    ['GET', { method: 'GET' }, [403, null, DENIED]],
    ['PUT', { method: 'PUT', body: '{}', type: JSON_TYPE, target: LIST_STREAMS }, [403, null, DENIED]],
    ['DELETE', { method: 'DELETE' }, [403, null, DENIED]],
    ['GET without a signature', { method: 'GET', auth: {} }, [403, null, NO_TOKEN]],
    ['a body without a type', { body: '{}' }, [403, null, DENIED]],
    ['a body without a type or signature', { body: '{}', auth: {} }, [403, null, NO_TOKEN]],
    ['a known target without a type', { body: '{}', target: LIST_STREAMS }, [404, null, '<UnknownOperationException/>\n']],
    ['JSON 1.0 without a body', { type: 'application/x-amz-json-1.0' }, unknownCbor],
    ['a type that only begins like JSON', { type: `${JSON_TYPE}asdf` }, unknownCbor],
    ['JSON 1.0 with a body', { type: 'application/x-amz-json-1.0', body: '{}', target: LIST_STREAMS }, [404, null, '<UnknownOperationException/>\n']],
    ...['Whatever', 'Kinesis_20131202.', 'Kinesis_20131202.Whatever', 'Whatever.Whatever', 'Kinesis_20131202.ListStream', 'Kinesis_20131202.toString', 'Kinesis_20131202.CreateChannel'].map(
      (target): [string, Given, unknown] => [`target ${target} without a body`, { target }, unknownCbor],
    ),
    ['a known target without body or type', { target: LIST_STREAMS }, [400, CBOR_TYPE, { __type: 'SerializationException' }]],
    ['JSON without a target', { type: JSON_TYPE }, unknownJson],
    ['JSON without target or signature', { type: JSON_TYPE, auth: {} }, unknownJson],
    ['application/json without target', { type: 'application/json' }, unknownCbor],
    ['application/json without body', { type: 'application/json', target: LIST_STREAMS }, [400, CBOR_TYPE, { __type: 'SerializationException' }]],
    ['JSON without body', { type: JSON_TYPE, target: LIST_STREAMS }, badJson],
    ['a body that is no JSON', { ...listing, body: 'hello', auth: {} }, badJson],
    ...['true', 'null', '5', '"text"', '{', '{}{}', "{'a': 1}", '{"a": 1,}', 'NaN', '\u0000'].map((body): [string, Given, unknown] => [`the body ${body}`, { ...listing, body }, badJson]),
    ['a body that is no JSON, before a target that is none', { type: JSON_TYPE, target: 'x', body: 'hello' }, badJson],
    ['a target that is none, before a signature that is none', { type: JSON_TYPE, target: 'x', body: '{}', auth: {} }, unknownJson],
    ['application/json', { ...listing, type: 'application/json', auth: {} }, deprecated(404, 'UnknownOperationException')],
    ['application/json that is none', { ...listing, type: 'application/json', body: 'hello' }, deprecated(400, 'SerializationException')],
    ['application/json with spaces', { ...listing, type: '     application/json     ;', body: 'hello' }, deprecated(400, 'SerializationException')],
    ['no signature', { ...listing, auth: {} }, refusal('MissingAuthenticationTokenException', 'Missing Authentication Token')],
    ['no signature, a type with spaces', { ...listing, type: `   ${JSON_TYPE}   ;whatever`, auth: {} }, refusal('MissingAuthenticationTokenException', 'Missing Authentication Token')],
    ['a signature of nothing', { ...listing, auth: { authorization: 'X' } }, refusal('IncompleteSignatureException', `${HEADER}X`)],
    ['a misspelt query beside it', { ...listing, path: '/?X-Amz-Algorith', auth: { authorization: 'X' } }, refusal('IncompleteSignatureException', `${HEADER}X`)],
    ['a query without X-Amz-Algorithm', { ...listing, path: '/?X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d', auth: {} }, refusal('MissingAuthenticationTokenException', 'Missing Authentication Token')],
    ['header and query', { ...listing, path: '/?X-Amz-Algorithm', auth: { authorization: 'X' } }, refusal('InvalidSignatureException', BOTH)],
    ...[' Signature=b Credential=a', ' Signature=b,Credential=a', ' Signature=b, Credential=a'].map((parameters): [string, Given, unknown] => [
      `the header AWS4-${parameters}`,
      { ...listing, auth: { authorization: `AWS4-${parameters}`, date: 'a' } },
      refusal('IncompleteSignatureException', `Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-${parameters}`),
    ]),
    ['an empty X-Amz-Algorithm', { ...listing, path: '/?X-Amz-Algorithm', auth: {} }, refusal('IncompleteSignatureException', QUERY)],
    [
      'a query without X-Amz-SignedHeaders',
      { ...listing, path: '/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-Date=d', auth: {} },
      refusal('IncompleteSignatureException', "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters."),
    ],
    ['GET with header and query', { method: 'GET', path: '/?X-Amz-Algorithm', auth: { authorization: 'a' } }, xml('InvalidSignatureException', BOTH)],
    ['GET with half a query', { method: 'GET', path: '/?X-Amz-Algorithm', auth: {} }, xml('IncompleteSignatureException', QUERY)],
    ['GET with half a header', { method: 'GET', auth: { authorization: 'a<b>' } }, xml('IncompleteSignatureException', `${HEADER}a&lt;b&gt;`)],
  ])('%s', (_, given, expected) => {
    expect(send(given)).toEqual(expected)
  })

  it.each<[string, Given]>([
    ['with a signed header', listing],
    ['on any path', { ...listing, path: '/what/ever?x=y' }],
    ['with the signature in the query', { ...listing, path: '/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-SignedHeaders=d&X-Amz-Date=e', auth: {} }],
    ['with a charset', { ...listing, type: `${JSON_TYPE}; charset=utf-8` }],
    ['with a byte order mark', { ...listing, body: '\ufeff{}' }],
  ])('a call %s is one', (_, given) => {
    expect(send(given)).toEqual({ operation: 'ListStreams', input: {} })
  })
})
