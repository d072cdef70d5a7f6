/** The headers that every response of the service carries. */
import type { Headers, Identity } from './httpMessage'

export function headersOf({ requestId, extendedId, nowMs }: Identity, contentType: string | null): Headers {
  const headers = { 'x-amzn-requestid': requestId, 'x-amz-id-2': extendedId, date: new Date(nowMs).toUTCString() }
  return contentType === null ? headers : { ...headers, 'content-type': contentType }
}
