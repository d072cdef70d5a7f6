/** The HTTP of one call as it is on the wire, kept as text while it passes. */
import type { ClientHandler } from '../../wire/clientHandler'

export interface HttpText {
  /** `POST /`, or `200 OK`. */
  start: string
  headers: readonly (readonly [name: string, value: string])[]
  body: string
}

export interface HttpExchange {
  request: HttpText | null
  response: HttpText | null
}

const BODY_SHOWN_MAX = 20_000
const REASONS: Readonly<Record<number, string>> = { 200: 'OK', 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 413: 'Content Too Large', 500: 'Internal Server Error' }

export function traceHttp(handler: ClientHandler, exchange: HttpExchange): ClientHandler {
  return {
    ...handler,
    handle: async (request, options) => {
      exchange.request = { start: `${request.method} ${request.path} HTTP/1.1`, headers: Object.entries(request.headers), body: bodyText(request.body) }
      const answer = await handler.handle(request, options)
      const { statusCode, headers } = answer.response
      const body: unknown = answer.response.body
      exchange.response = { start: `HTTP/1.1 ${statusCode} ${REASONS[statusCode] ?? ''}`.trim(), headers: Object.entries(headers), body: bodyText(body) }
      return answer
    },
  }
}

/** A stream of frames has no text. */
function bodyText(body: unknown): string {
  const text = typeof body === 'string' ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : ''
  return text.length > BODY_SHOWN_MAX ? `${text.slice(0, BODY_SHOWN_MAX)}…` : text
}
