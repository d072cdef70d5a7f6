/**
 * Whether a request is signed at all; whether by whom it says is not asked. Sentences and order are those that
 * kinesalite recorded on AWS (test/connection.js).
 */
import type { WireRequest } from './httpMessage'
import type { WireError } from './wireError'

const HEADER_PARAMETERS = ['Credential', 'Signature', 'SignedHeaders']
const QUERY_PARAMETERS = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']

export function refuseAuthorization({ path, headers }: WireRequest): WireError | null {
  const { authorization } = headers
  const query = queryOf(path)
  const inQuery = query.has('X-Amz-Algorithm')
  if (authorization !== undefined && authorization !== '') {
    if (!inQuery) return refuseHeader(authorization, headers['x-amz-date'] ?? headers['date'] ?? '')
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    return { type: 'InvalidSignatureException', message }
  }
  if (!inQuery) return { type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' }
  const missing = QUERY_PARAMETERS.filter((name) => (query.get(name) ?? '') === '')
  if (missing.length === 0) return null
  const complaints = missing.map((name) => `AWS query-string parameters must include '${name}'. `).join('')
  return { type: 'IncompleteSignatureException', message: `${complaints}Re-examine the query-string parameters.` }
}

function refuseHeader(authorization: string, date: string): WireError | null {
  const given = new Map<string, string>()
  // The scheme comes first; parameters are set apart by commas, spaces or both.
  for (const parameter of authorization.split(/[, ]/).slice(1)) {
    const [name = '', value = ''] = parameter.split('=')
    given.set(name, value)
  }
  let complaints = HEADER_PARAMETERS.filter((name) => (given.get(name) ?? '') === '')
    .map((name) => `Authorization header requires '${name}' parameter. `)
    .join('')
  if (date === '') complaints += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
  return complaints === '' ? null : { type: 'IncompleteSignatureException', message: `${complaints}Authorization=${authorization}` }
}

function queryOf(path: string): URLSearchParams {
  const at = path.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : path.slice(at + 1))
}
